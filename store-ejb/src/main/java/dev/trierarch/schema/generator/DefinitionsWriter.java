package dev.trierarch.schema.generator;

import dev.trierarch.schema.generator.Definition.Property;
import java.util.List;

/** Writes the compact definitions that the control plane reads when it starts. */
final class DefinitionsWriter {

  private DefinitionsWriter() {}

  static String write(List<Definition> definitions) {
    StringBuilder text = new StringBuilder(1 << 18);
    for (Definition definition : definitions) {
      text.append(definition.name());
      if (definition.atomic()) {
        text.append(" map=atomic");
      }
      if (definition.kind()) {
        text.append(" kind=").append(definition.apiVersion()).append('/');
        text.append(definition.shortName());
      }
      text.append('\n');
      definition.properties().forEach(property -> append(text, property));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Property property) {
    text.append(' ').append(property.name()).append(' ').append(property.type());
    if (property.required()) {
      text.append(" required");
    }
    property.facts().forEach(fact -> text.append(' ').append(fact));
    text.append('\n');
  }
}
