package dev.trierarch.api.openapi;

import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.TaggedDocuments;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI documents that the build made. They are large and seldom asked for, so they are read
 * each time; only their tags are kept.
 */
@ApplicationScoped
public class OpenApiDocuments {

  private static final String ROOT = "/schema/openapi/";

  private final TreeSet<String> paths = new TreeSet<>();
  private Map<String, String> tags;
  private SoftReference<byte[]> version2Protobuf = new SoftReference<>(null);

  /** For the container's proxy. */
  OpenApiDocuments() {}

  @Inject
  public OpenApiDocuments(Catalog catalog) {
    for (ResourceType type : catalog.types()) {
      paths.add((type.group().isEmpty() ? "api/" : "apis/") + type.apiVersion());
    }
  }

  public byte[] version2() {
    return read("v2.json");
  }

  public synchronized byte[] version2Protobuf() {
    byte[] known = version2Protobuf.get();
    if (known == null) {
      known = Version2Encoder.encode(Json.MAPPER.readTree(version2()));
      version2Protobuf = new SoftReference<>(known);
    }
    return known;
  }

  /** The document of one group and version. */
  public Optional<byte[]> version3(String path) {
    return paths.contains(path) ? Optional.of(read("v3/" + path + ".json")) : Optional.empty();
  }

  /** Where each document is to be found, with the tag of its content. */
  public ObjectNode index() {
    ObjectNode index = Json.object();
    ObjectNode list = index.putObject("paths");
    tags()
        .forEach(
            (path, tag) ->
                list.putObject(path)
                    .put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + tag));
    return index;
  }

  public synchronized Map<String, String> tags() {
    if (tags == null) {
      Map<String, String> made = new TreeMap<>();
      paths.forEach(path -> made.put(path, TaggedDocuments.tag(read("v3/" + path + ".json"))));
      tags = made;
    }
    return tags;
  }

  private static byte[] read(String name) {
    try (InputStream in = OpenApiDocuments.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IllegalStateException("the build has not made " + ROOT + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + ROOT + name, e);
    }
  }
}
