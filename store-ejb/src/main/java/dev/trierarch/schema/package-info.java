/**
 * What each kind's objects look like: types, unknown fields, how lists merge. The schema is made
 * from the official Java client's model classes at build time; see {@code schema.generator}.
 */
package dev.trierarch.schema;
