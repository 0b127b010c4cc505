package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validates what containers are told of their pod: its fields, and what its containers may use. */
final class DownwardApiRules {

  private static final String[] ENVIRONMENT_FIELDS = {
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs"
  };
  private static final String[] FILE_FIELDS = {
    "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"
  };

  /** What a pod tells of itself at all. */
  private static final List<String> KNOWN_FIELDS =
      List.of(
          "metadata.annotations",
          "metadata.labels",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.restartPolicy",
          "spec.serviceAccountName",
          "spec.schedulerName",
          "status.phase",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");

  private static final Pattern SUBSCRIPTED = Pattern.compile("(.+)\\['(.*)'\\]");

  private static final String[] RESOURCES = {
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory"
  };
  private static final Pattern HUGE_PAGES = Pattern.compile("(requests|limits)\\.hugepages-.*");
  private static final List<String> CPU_DIVISORS = List.of("1m", "1");
  private static final List<String> BYTE_DIVISORS =
      List.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");

  private DownwardApiRules() {}

  /** Validates the value of an environment variable. */
  static void environment(Field valueFrom) {
    field(valueFrom.get("fieldRef"), ENVIRONMENT_FIELDS);
    resource(valueFrom.get("resourceFieldRef"));
  }

  /** Validates the files of a volume, or of a part of one. */
  static void files(Field source) {
    for (Field item : source.get("items").items()) {
      Field file = item.saidAt(source);
      boolean field = file.get("fieldRef").isPresent();
      boolean resource = file.get("resourceFieldRef").isPresent();
      if (field && resource) {
        file.value("resource")
            .invalid("fieldRef and resourceFieldRef can not be specified simultaneously");
      } else if (!field && !resource) {
        file.missing("one of fieldRef and resourceFieldRef is required");
      } else if (field) {
        field(file.get("fieldRef"), FILE_FIELDS);
      } else {
        file.at("resourceFieldRef", "containerName").required();
        resource(file.get("resourceFieldRef"));
      }
    }
  }

  private static void field(Field reference, String[] supported) {
    Field path = reference.get("fieldPath");
    if (path.isEmpty()) {
      return;
    }
    Matcher subscripted = SUBSCRIPTED.matcher(path.text());
    String whole = subscripted.matches() ? subscripted.group(1) : path.text();
    if (!KNOWN_FIELDS.contains(whole)) {
      path.invalid("error converting fieldPath: field label not supported: " + path.text());
    } else if (!subscripted.matches()) {
      path.oneOf(supported);
    } else {
      subscript(reference, whole, subscripted.group(2));
    }
  }

  private static void subscript(Field reference, String path, String key) {
    switch (path) {
      case "metadata.annotations" ->
          reference.value(key.toLowerCase(Locale.ROOT)).form(Form.QUALIFIED_NAME);
      case "metadata.labels" -> reference.value(key).form(Form.QUALIFIED_NAME);
      default -> reference.value(path).invalid("does not support subscript");
    }
  }

  private static void resource(Field reference) {
    Field resource = reference.get("resource");
    if (resource.isEmpty()) {
      return;
    }
    String name = resource.text();
    if (HUGE_PAGES.matcher(name).matches()) {
      divisor(reference, BYTE_DIVISORS, "hugepages");
      return;
    }
    resource.oneOf(RESOURCES);
    if (name.endsWith(".cpu")) {
      divisor(reference, CPU_DIVISORS, "cpu");
    } else if (name.endsWith(".memory")) {
      divisor(reference, BYTE_DIVISORS, "memory");
    } else if (name.endsWith(".ephemeral-storage")) {
      divisor(reference, BYTE_DIVISORS, "local ephemeral storage");
    }
  }

  private static void divisor(Field reference, List<String> supported, String resource) {
    Field divisor = reference.get("divisor");
    boolean some = divisor.amount().filter(amount -> amount.signum() != 0).isPresent();
    if (some && !supported.contains(divisor.text())) {
      String values =
          supported.equals(CPU_DIVISORS) ? "1m and 1" : String.join(", ", BYTE_DIVISORS);
      divisor
          .value(reference.get("resource").text())
          .invalid(
              "only divisor's values %s are supported with the %s resource"
                  .formatted(values, resource));
    }
  }
}
