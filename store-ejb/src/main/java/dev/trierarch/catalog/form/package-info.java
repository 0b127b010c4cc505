/** The forms that texts must have: names, labels, addresses, schedules; in upstream's words. */
package dev.trierarch.catalog.form;
