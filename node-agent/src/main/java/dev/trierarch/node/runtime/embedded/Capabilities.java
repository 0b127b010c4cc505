package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.Security;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which of root's powers a container keeps, in the words of {@code setpriv}. */
final class Capabilities {
  /** The usual default of container runtimes; MKNOD is not in it, as device files are ours. */
  private static final List<String> DEFAULT =
      List.of(
          "audit_write",
          "chown",
          "dac_override",
          "fowner",
          "fsetid",
          "kill",
          "net_bind_service",
          "net_raw",
          "setfcap",
          "setgid",
          "setpcap",
          "setuid",
          "sys_chroot");

  private Capabilities() {}

  /** The bounding set, e.g. {@code -all,+chown,+kill}. */
  static String boundingSet(Security security) {
    if (security.privileged()) {
      return "+all";
    }
    boolean addAll = has(security.addCapabilities(), "all");
    boolean dropAll = has(security.dropCapabilities(), "all");
    TreeSet<String> kept = new TreeSet<>(dropAll ? List.of() : DEFAULT);
    security.dropCapabilities().forEach(c -> kept.remove(name(c)));
    if (!addAll) {
      security.addCapabilities().forEach(c -> kept.add(name(c)));
      return "-all" + list(kept, ",+");
    }
    TreeSet<String> dropped = new TreeSet<>();
    security.dropCapabilities().forEach(c -> dropped.add(name(c)));
    dropped.remove("all");
    return "+all" + list(dropped, ",-");
  }

  private static String list(Set<String> names, String prefix) {
    StringBuilder text = new StringBuilder();
    names.forEach(n -> text.append(prefix).append(n));
    return text.toString();
  }

  private static boolean has(List<String> names, String wanted) {
    return names.stream().anyMatch(n -> name(n).equals(wanted));
  }

  private static String name(String capability) {
    String lower = capability.toLowerCase(Locale.ROOT);
    return lower.startsWith("cap_") ? lower.substring(4) : lower;
  }
}
