/**
 * Makes the schema and the OpenAPI documents at build time, from the official Java client's model
 * classes and {@code src/main/schema/facts.txt}. Not part of the deployed module.
 */
package dev.trierarch.schema.generator;
