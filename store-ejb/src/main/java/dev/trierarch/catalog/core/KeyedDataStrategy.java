package dev.trierarch.catalog.core;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Semantic;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What ConfigMaps and Secrets have in common: keyed data, at most a mebibyte, or sealed. */
abstract class KeyedDataStrategy extends DefaultStrategy {

  private static final int BYTES_MAX = 1024 * 1024;

  private final List<String> dataFields;

  KeyedDataStrategy(List<String> dataFields) {
    this.dataFields = dataFields;
  }

  @Override
  public void validateCreate(ObjectNode object, FieldErrors errors) {
    Field root = Field.root(object, errors);
    long bytes = 0;
    for (String name : dataFields) {
      Field data = root.get(name);
      for (String key : data.keys()) {
        bytes += size(data.key(key).text());
      }
    }
    if (bytes > BYTES_MAX) {
      errors.tooLong(dataFields.size() == 1 ? dataFields.get(0) : "[]", BYTES_MAX);
    }
  }

  /** How many bytes a value counts for. */
  long size(String value) {
    return value.length();
  }

  @Override
  public void validateUpdate(ObjectNode object, ObjectNode old, FieldErrors errors) {
    validateCreate(object, errors);
    if (!old.path("immutable").asBoolean(false)) {
      return;
    }
    Field root = Field.root(object, errors);
    if (!root.get("immutable").isTrue()) {
      root.get("immutable").forbidden("field is immutable when `immutable` is set");
    }
    for (String name : dataFields) {
      if (!Semantic.same(object.path(name), old.path(name))) {
        root.get(name).forbidden("field is immutable when `immutable` is set");
      }
    }
  }
}
