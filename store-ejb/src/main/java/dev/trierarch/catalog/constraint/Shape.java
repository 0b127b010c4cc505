package dev.trierarch.catalog.constraint;

import java.util.List;
import java.util.Map;

/**
 * What the walk needs to know of one model class: those of its properties that are constrained or
 * lead to some that are.
 *
 * @param properties by their names in JSON
 * @param alwaysAsked those that are looked at even where an object says nothing of them
 */
record Shape(Map<String, Property> properties, List<Property> alwaysAsked) {}
