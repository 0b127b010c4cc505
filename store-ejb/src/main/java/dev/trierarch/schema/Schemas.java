package dev.trierarch.schema;

import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.catalog.ResourceType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The schemas of all built-in kinds, by kind and by definition. */
public final class Schemas {

  private static final String RESOURCE = "/schema/definitions.txt";

  private final Map<String, Schema> definitions;
  private final Map<String, String> kinds;

  private Schemas(Map<String, Schema> definitions, Map<String, String> kinds) {
    this.definitions = definitions;
    this.kinds = kinds;
  }

  /** The schemas made at build time; loaded once, then shared by all. */
  public static Schemas builtIn() {
    return BuiltIn.SCHEMAS;
  }

  /** Loaded by the class loader at first use, which makes it safe for all threads. */
  private static final class BuiltIn {
    static final Schemas SCHEMAS = load();
  }

  private static Schemas load() {
    try (InputStream resource = Schemas.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path: build store-ejb");
      }
      SchemaReader reader =
          new SchemaReader()
              .read(new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8)));
      return new Schemas(reader.roots(), reader.kinds());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** E.g. {@code ("apps/v1", "Deployment")}; subresources' kinds and lists too. */
  public Optional<Schema> byKind(String apiVersion, String kind) {
    return Optional.ofNullable(kinds.get(apiVersion + "/" + kind)).map(definitions::get);
  }

  /** E.g. {@code io.k8s.api.core.v1.PodSpec}. */
  public Optional<Schema> byDefinition(String name) {
    return Optional.ofNullable(definitions.get(name));
  }

  /** The schema of a kind's objects. */
  public Schema of(ObjectKind kind) {
    return byKind(kind.apiVersion(), kind.kind())
        .orElseThrow(() -> new IllegalArgumentException("no schema for " + kind));
  }

  /** The schema of a type's objects. */
  public Schema of(ResourceType type) {
    return of(type.objectKind());
  }

  /** All definitions by name. */
  public Map<String, Schema> definitions() {
    return definitions;
  }
}
