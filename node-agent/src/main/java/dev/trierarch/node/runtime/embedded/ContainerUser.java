package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.image.ScopedPaths;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.PodRuntime.Security;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The user, group and groups that a container's command runs as. */
record ContainerUser(long uid, long gid, List<Long> groups, String home) {

  /** What the pod asks for, else what the image asks for, looked up in the image's own files. */
  static ContainerUser of(Security security, String imageUser, Path rootfs) {
    List<String[]> passwd = lines(rootfs, "/etc/passwd", 6);
    String[] asked = imageUser.split(":", 2);
    Optional<String[]> entry;
    long uid;
    if (security.runAsUser() != null) {
      uid = security.runAsUser();
      entry = withId(passwd, uid);
    } else if (asked[0].isEmpty()) {
      uid = 0;
      entry = withId(passwd, 0);
    } else {
      entry = withName(passwd, asked[0]);
      if (entry.isEmpty() && isNumber(asked[0])) {
        entry = withId(passwd, Long.parseLong(asked[0]));
      }
      uid = entry.isPresent() ? id(entry.get()) : number(asked[0], "user", "/etc/passwd");
    }
    long gid;
    if (security.runAsGroup() != null) {
      gid = security.runAsGroup();
    } else if (security.runAsUser() == null && asked.length == 2 && !asked[1].isEmpty()) {
      gid = groupId(asked[1], lines(rootfs, "/etc/group", 3));
    } else {
      gid = entry.map(e -> Long.parseLong(e[3])).orElse(0L);
    }
    TreeSet<Long> groups = new TreeSet<>(security.supplementalGroups());
    entry.ifPresent(e -> groups.addAll(memberships(e[0], lines(rootfs, "/etc/group", 4))));
    String home = entry.map(e -> e[5]).filter(h -> !h.isEmpty()).orElse("/");
    return new ContainerUser(uid, gid, List.copyOf(groups), home);
  }

  private static long groupId(String asked, List<String[]> groups) {
    Optional<String[]> named = withName(groups, asked);
    return named.isPresent() ? id(named.get()) : number(asked, "group", "/etc/group");
  }

  private static List<Long> memberships(String user, List<String[]> groups) {
    return groups.stream()
        .filter(g -> List.of(g[3].split(",", -1)).contains(user))
        .map(ContainerUser::id)
        .toList();
  }

  private static long number(String text, String what, String file) {
    if (!isNumber(text)) {
      throw new RuntimeFailure(
          "CreateContainerError",
          "the image asks for "
              + what
              + " \""
              + text
              + "\", which its "
              + file
              + " does not have: set securityContext.runAsUser and runAsGroup to numbers");
    }
    return Long.parseLong(text);
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,10}");
  }

  private static Optional<String[]> withName(List<String[]> lines, String name) {
    return lines.stream().filter(l -> l[0].equals(name)).findFirst();
  }

  private static Optional<String[]> withId(List<String[]> lines, long id) {
    return lines.stream().filter(l -> id(l) == id).findFirst();
  }

  private static long id(String[] line) {
    return Long.parseLong(line[2]);
  }

  private static List<String[]> lines(Path rootfs, String file, int fieldsMin) {
    Path path = ScopedPaths.resolve(rootfs, file);
    if (!Files.isRegularFile(path)) {
      return List.of();
    }
    try {
      List<String[]> lines = new ArrayList<>();
      String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
      for (String line : text.split("\n", -1)) {
        String[] fields = line.split(":", -1);
        if (fields.length >= fieldsMin && isNumber(fields[2])) {
          lines.add(fields);
        }
      }
      return lines;
    } catch (IOException e) {
      throw new RuntimeFailure(
          "CreateContainerError", "cannot read " + file + " of the image: " + e.getMessage(), e);
    }
  }
}
