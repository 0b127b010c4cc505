/**
 * Rules of one field as Bean Validation constraints on the model classes, and the walk that holds
 * trees to them: a constraint that is declared once serves every place where its model class
 * occurs.
 */
package dev.trierarch.catalog.constraint;
