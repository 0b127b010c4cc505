/**
 * Compiles the expressions that users write into objects, in Google's Common Expression Language,
 * against the variables, types and functions that Kubernetes gives them.
 *
 * <p>Nothing here is loaded before the first expression is written: the library costs over a second
 * in a cold JVM. Outside this package nobody names its classes.
 */
package dev.trierarch.cel;
