package dev.trierarch.registry.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The objects that every cluster begins with, as they stand in resource files. */
final class BootstrapObjects {

  private static final List<String> FILES =
      List.of(
          "/bootstrap/cluster.yaml",
          "/bootstrap/roles.yaml",
          "/bootstrap/flowcontrol.yaml",
          "/bootstrap/apiservices.yaml");

  private BootstrapObjects() {}

  /** In the order in which they can be created. */
  static List<ObjectNode> read() {
    List<ObjectNode> objects = new ArrayList<>();
    for (String file : FILES) {
      objects.addAll(read(file));
    }
    return Aggregation.fill(objects);
  }

  private static List<ObjectNode> read(String file) {
    try (InputStream in = BootstrapObjects.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      try (MappingIterator<ObjectNode> documents =
          new YAMLMapper().readerFor(ObjectNode.class).readValues(in)) {
        return documents.readAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
