package dev.trierarch.catalog.apiextensions;

import dev.trierarch.catalog.Field;
import java.util.HashSet;
import java.util.Set;

/** Rules of how the lists and maps of a schema are merged: as sets, by keys, or as a whole. */
final class MergeTypeRules {

  private static final String IN_KEYS = "this property is in x-kubernetes-list-map-keys, so it ";

  private MergeTypeRules() {}

  static void check(Field schema) {
    map(schema);
    Field listType = schema.get("x-kubernetes-list-type");
    if (listType.isPresent()) {
      typed(schema, "array", "x-kubernetes-list-type");
      if (schema.get("type").isText("array") && listType.isText("set")) {
        atomicItems(schema.get("items"));
      }
      listType.oneOf("atomic", "set", "map");
    }
    Field keys = schema.get("x-kubernetes-list-map-keys");
    if (!keys.isEmpty() && !listType.isPresent()) {
      listType.missing("must be map if x-kubernetes-list-map-keys is non-empty");
    } else if (!keys.isEmpty() && !listType.isText("map")) {
      listType.invalid("must be map if x-kubernetes-list-map-keys is non-empty");
    }
    if (listType.isText("map")) {
      keyed(schema, keys);
    }
    if ((listType.isText("map") || listType.isText("set"))
        && schema.at("items", "nullable").isTrue()) {
      schema
          .at("items", "nullable")
          .forbidden("cannot be nullable when x-kubernetes-list-type is " + listType.text());
    }
  }

  private static void map(Field schema) {
    Field mapType = schema.get("x-kubernetes-map-type");
    if (mapType.isPresent()) {
      typed(schema, "object", "x-kubernetes-map-type");
      mapType.oneOf("atomic", "granular");
    }
  }

  private static void typed(Field schema, String wanted, String extension) {
    Field type = schema.get("type");
    String detail = "must be " + wanted + " if " + extension + " is specified";
    if (type.isEmpty()) {
      type.missing(detail);
    } else if (!type.isText(wanted)) {
      type.invalid(detail);
    }
  }

  private static void atomicItems(Field items) {
    String detail = "must be atomic as item of a list with x-kubernetes-list-type=set";
    Field listType = items.get("x-kubernetes-list-type");
    Field mapType = items.get("x-kubernetes-map-type");
    if (items.get("type").isText("array") && !listType.isEmpty() && !listType.isText("atomic")) {
      listType.invalid(detail);
    } else if (items.get("type").isText("object") && !mapType.isText("atomic")) {
      mapType.invalid(detail);
    }
  }

  private static void keyed(Field schema, Field keys) {
    Field items = schema.get("items");
    if (keys.isEmpty()) {
      keys.missing("must not be empty if x-kubernetes-list-type is map");
    }
    if (!items.isPresent()) {
      items.missing("must have a schema if x-kubernetes-list-type is map");
    } else if (!items.get("type").isText("object")) {
      items.get("type").invalid("must be object if parent array's x-kubernetes-list-type is map");
    } else {
      keys(keys, items);
    }
  }

  private static void keys(Field keys, Field items) {
    Set<String> seen = new HashSet<>();
    for (Field key : keys.items()) {
      Field property = items.get("properties").key(key.text());
      if (!property.isPresent()) {
        keys.invalid("entries must all be names of item properties");
      } else {
        key(property, items, key.text());
      }
      if (!seen.add(key.text())) {
        keys.invalid("must not contain duplicate entries");
      }
    }
  }

  private static void key(Field property, Field items, String name) {
    if (property.get("type").isText("array") || property.get("type").isText("object")) {
      property
          .get("type")
          .invalid("must be a scalar type if parent array's x-kubernetes-list-type is map");
    }
    boolean required = items.get("required").items().stream().anyMatch(one -> one.isText(name));
    if (!required && !property.get("default").isPresent()) {
      property.get("default").missing(IN_KEYS + "must have a default or be a required property");
    }
    if (property.get("nullable").isTrue()) {
      property.get("nullable").forbidden(IN_KEYS + "cannot be nullable");
    }
  }
}
