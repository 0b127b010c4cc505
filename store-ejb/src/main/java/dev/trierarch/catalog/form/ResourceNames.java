package dev.trierarch.catalog.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells what can be asked for, limited and counted, with upstream's words for what cannot. */
public final class ResourceNames {

  private static final String HUGE_PAGES = "hugepages-";
  private static final String REQUESTS = "requests.";
  private static final Set<String> COMPUTE = Set.of("cpu", "memory", "ephemeral-storage");
  private static final Set<String> COUNTED =
      Set.of(
          "pods",
          "resourcequotas",
          "services",
          "replicationcontrollers",
          "secrets",
          "configmaps",
          "persistentvolumeclaims",
          "services.nodeports",
          "services.loadbalancers");

  private static final Set<String> LIMIT_TYPES =
      Set.of("Pod", "Container", "PersistentVolumeClaim");

  private ResourceNames() {}

  static List<String> containerProblems(String name) {
    List<String> problems = problems(name);
    if (name.contains("/")) {
      if (!isNative(name) && !isExtended(name)) {
        problems.add("doesn't follow extended resource name standard");
      }
    } else if (!COMPUTE.contains(name) && !isHugePages(name)) {
      problems.add("must be a standard resource for containers");
    }
    return problems;
  }

  static List<String> quotaProblems(String name) {
    List<String> problems = problems(name);
    if (name.equals("storage")) {
      problems.add("must be a standard resource for quota");
    }
    return problems;
  }

  static List<String> limitTypeProblems(String type) {
    List<String> problems = new ArrayList<>(Names.qualifiedNameProblems(type));
    if (problems.isEmpty() && !type.contains("/") && !LIMIT_TYPES.contains(type)) {
      problems.add("must be a standard limit type or fully qualified");
    }
    return problems;
  }

  private static List<String> problems(String name) {
    List<String> problems = new ArrayList<>(Names.qualifiedNameProblems(name));
    if (problems.isEmpty() && !name.contains("/") && !isStandard(name)) {
      problems.add("must be a standard resource type or fully qualified");
    }
    return problems;
  }

  private static boolean isStandard(String name) {
    String plain = name.startsWith(REQUESTS) ? name.substring(REQUESTS.length()) : name;
    String limited = name.startsWith("limits.") ? name.substring("limits.".length()) : name;
    return COMPUTE.contains(limited)
        || COUNTED.contains(name)
        || COMPUTE.contains(plain)
        || plain.equals("storage")
        || isHugePages(plain);
  }

  public static boolean isHugePages(String name) {
    return name.startsWith(HUGE_PAGES);
  }

  private static boolean isNative(String name) {
    return !name.contains("/") || name.contains("kubernetes.io/");
  }

  private static boolean isExtended(String name) {
    return !isNative(name)
        && !name.startsWith(REQUESTS)
        && Names.qualifiedNameProblems(REQUESTS + name).isEmpty();
  }

  /** Whether there is no half of it. */
  public static boolean isWhole(String name) {
    return COUNTED.contains(name) || isExtended(name);
  }

  /** Whether containers may be promised more of it than they ask for. */
  public static boolean mayBeOvercommitted(String name) {
    return isNative(name) && !isHugePages(name);
  }
}
