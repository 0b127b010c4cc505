/** Overload protection: which requests are served now, which wait, which are turned away. */
package dev.trierarch.api.flow;
