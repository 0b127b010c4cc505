package dev.trierarch.schema.generator;

import com.google.gson.annotations.SerializedName;
import dev.trierarch.schema.generator.Definition.Property;
import dev.trierarch.schema.generator.FactsTable.TypeFacts;
import io.swagger.annotations.ApiModel;
import io.swagger.annotations.ApiModelProperty;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the client's model classes, beside the table, into definitions. */
final class ModelReader {

  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final String MODELS = "io.kubernetes.client.openapi.models.";
  private static final Map<Class<?>, String> SCALARS =
      Map.of(
          String.class, "string",
          Boolean.class, "boolean",
          Integer.class, "int32",
          Long.class, "int64",
          Double.class, "number",
          OffsetDateTime.class, "date-time",
          byte[].class, "bytes",
          Object.class, "any");
  private static final Map<String, String> CUSTOM =
      Map.of(
          "io.kubernetes.client.custom.Quantity", "quantity",
          "io.kubernetes.client.custom.IntOrString", "int-or-string",
          "tools.jackson.databind.node.ObjectNode", "object",
          "java.time.Instant", "micro-time",
          "io.fabric8.kubernetes.api.model.ObjectMeta", "#" + META + "ObjectMeta");

  private final List<TypeFacts> table;
  private final FieldComments comments;
  private final Map<String, String> definitionOfClass = new HashMap<>();
  private final OwnModels own = new OwnModels(this::type);

  ModelReader(List<TypeFacts> table, FieldComments comments) {
    this.table = table;
    this.comments = comments;
    table.forEach(facts -> definitionOfClass.put(className(facts), facts.definition()));
  }

  /** All definitions by name, in the order of their names. */
  List<Definition> read() throws ClassNotFoundException {
    List<Definition> definitions = new ArrayList<>();
    for (TypeFacts facts : table) {
      Class<?> model = Class.forName(className(facts));
      if (OwnModels.isOwn(model)) {
        definitions.addAll(own.read(facts, model));
      } else {
        definitions.add(definition(facts, model));
      }
    }
    definitions.sort(Comparator.comparing(Definition::name));
    return definitions;
  }

  /** A class of the client's is named without its package. */
  private static String className(TypeFacts facts) {
    String name = facts.className();
    return name.indexOf('.') < 0 ? MODELS + name : name;
  }

  private Definition definition(TypeFacts facts, Class<?> model) {
    Map<String, Property> properties = new HashMap<>();
    for (Field field : model.getDeclaredFields()) {
      SerializedName name = field.getAnnotation(SerializedName.class);
      if (name != null) {
        properties.put(name.value(), property(facts, name.value(), field));
      }
    }
    Set<String> gone = new HashSet<>(facts.fields().keySet());
    gone.removeAll(properties.keySet());
    if (!gone.isEmpty()) {
      throw new IllegalStateException(
          "facts.txt names fields that " + facts.definition() + " does not have: " + gone);
    }
    ApiModel described = model.getAnnotation(ApiModel.class);
    return new Definition(
        facts.definition(),
        facts.group(),
        facts.version(),
        described == null ? "" : described.description(),
        facts.atomic(),
        properties.containsKey("apiVersion") && properties.containsKey("kind") && isKind(facts),
        properties.values().stream().sorted(Comparator.comparing(Property::name)).toList());
  }

  /** References to other objects carry apiVersion and kind too, but are no kinds. */
  private static boolean isKind(TypeFacts facts) {
    return !facts.name().endsWith("Reference") && !facts.name().endsWith("Source");
  }

  private Property property(TypeFacts owner, String name, Field field) {
    List<String> facts = owner.fields().getOrDefault(name, List.of());
    ApiModelProperty described = annotationOfGetter(field);
    String type = type(field.getGenericType());
    for (String fact : facts) {
      if (fact.equals("format=micro-time")) {
        type = type.replace("date-time", "micro-time");
      } else if (fact.equals("type=object")) {
        type = "object";
      }
    }
    return new Property(
        name,
        type,
        description(owner, name, described),
        described != null && described.required(),
        facts.stream()
            .filter(fact -> !fact.startsWith("format=") && !fact.startsWith("type="))
            .toList());
  }

  private String description(TypeFacts owner, String name, ApiModelProperty described) {
    boolean says = described != null && !described.value().isEmpty();
    return says ? described.value() : comments.of(owner.definition(), name);
  }

  private static ApiModelProperty annotationOfGetter(Field field) {
    String getter = "get" + field.getName().replace("_", "");
    for (Method method : field.getDeclaringClass().getDeclaredMethods()) {
      if (method.getName().replace("_", "").equalsIgnoreCase(getter)
          && method.getParameterCount() == 0) {
        return method.getAnnotation(ApiModelProperty.class);
      }
    }
    return null;
  }

  private String type(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return (List.class.isAssignableFrom((Class<?>) generic.getRawType()) ? "[]" : "{}")
          + type(arguments[arguments.length - 1]);
    }
    Class<?> simple = (Class<?>) type;
    String scalar = SCALARS.getOrDefault(simple, CUSTOM.get(simple.getName()));
    if (scalar != null) {
      return scalar;
    }
    String definition = definitionOfClass.get(simple.getName());
    if (definition == null) {
      throw new IllegalStateException("facts.txt does not say where " + simple.getName() + " is");
    }
    return "#" + definition;
  }
}
