package dev.trierarch.launcher.demo;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.cluster.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The objects of a YAML file, created where they are missing. */
public final class Manifest {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private final List<JsonNode> objects;

  private Manifest(List<JsonNode> objects) {
    this.objects = objects;
  }

  public static Manifest read(Path file) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(Files.readString(file))) {
      return new Manifest(documents.readAll());
    } catch (IOException | JacksonException e) {
      throw new Problem("Cannot read " + file + ": " + e.getMessage(), "Correct it.", e);
    }
  }

  /** Creates the objects; returns how many were not there. */
  public int create(ApiClient client) {
    int created = 0;
    for (JsonNode object : objects) {
      created += client.create(collection(object), object) ? 1 : 0;
    }
    return created;
  }

  /** Where objects of this kind are created, in the namespace they name or in default. */
  private static String collection(JsonNode object) {
    String version = object.path("apiVersion").asString();
    String namespace = object.path("metadata").path("namespace").asString("default");
    String plural = object.path("kind").asString().toLowerCase(Locale.ROOT) + "s";
    String root = version.contains("/") ? "/apis/" : "/api/";
    return root + version + "/namespaces/" + namespace + "/" + plural;
  }
}
