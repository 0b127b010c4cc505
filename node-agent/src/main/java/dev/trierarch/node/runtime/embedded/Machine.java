package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.FileTrees;
import dev.trierarch.node.KernelFile;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this machine lets the runtime do.
 *
 * @param root whether the agent is root; else containers live in a user namespace
 * @param overlay whether a container's files can be an overlay over its image's
 * @param nft whether nftables is there
 * @param cgroups empty where nothing can be limited
 * @param bootId changes with each boot
 */
record Machine(
    boolean root, boolean overlay, boolean nft, Optional<Cgroups> cgroups, String bootId) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "env",
          "ldd",
          "mkfifo",
          "script",
          "setsid",
          "stty",
          "unshare",
          "nsenter",
          "mount",
          "umount",
          "pivot_root",
          "setpriv");

  /**
   * @param scratch a folder on the file system that containers will live on
   */
  static Machine probe(Path scratch, int podPidsMax) {
    try {
      boolean root = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
      List<String> missing = new ArrayList<>();
      for (String tool : TOOLS) {
        if (Shell.find(tool).isEmpty()) {
          missing.add(tool);
        }
      }
      if (root && Shell.find("ip").isEmpty()) {
        missing.add("ip");
      }
      if (!missing.isEmpty()) {
        throw new RuntimeFailure(
            "RuntimeNotReady",
            "the embedded runtime needs "
                + String.join(", ", missing)
                + ": install util-linux and iproute2, or use --runtime cri");
      }
      if (!root) {
        requireUserNamespaces();
      }
      boolean overlay = overlayWorks(root, scratch);
      String bootId = KernelFile.read("/proc/sys/kernel/random/boot_id");
      return new Machine(
          root, overlay, Shell.find("nft").isPresent(), Cgroups.detect(root, podPidsMax), bootId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireUserNamespaces() {
    Shell.Result result =
        Shell.run(PATIENCE, List.of("unshare", "--user", "--map-root-user", "--mount", "true"), "");
    if (result.exitCode() != 0) {
      throw new RuntimeFailure(
          "RuntimeNotReady",
          "without root the embedded runtime needs user namespaces, and this machine refuses them ("
              + result.error()
              + "): allow them with \"sysctl -w kernel.unprivileged_userns_clone=1\" or \"sysctl -w"
              + " kernel.apparmor_restrict_unprivileged_userns=0\", or run the agent as root");
    }
  }

  private static boolean overlayWorks(boolean root, Path scratch) throws IOException {
    Path probe = Files.createTempDirectory(scratch, "probe-");
    for (String name : List.of("lower", "upper", "work", "merged")) {
      Files.createDirectory(probe.resolve(name));
    }
    String script =
        "cd "
            + Shell.quote(probe)
            + " && mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work"
            + (root ? "" : ",userxattr")
            + " merged && : >merged/file";
    List<String> command = new ArrayList<>(List.of("unshare"));
    if (!root) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    command.addAll(List.of("--mount", "sh", "-c", script));
    boolean works = Shell.run(PATIENCE, command, "").exitCode() == 0;
    FileTrees.delete(probe);
    return works;
  }

  /** One plain sentence for each thing that does not work here. */
  List<String> limits() {
    List<String> limits = new ArrayList<>();
    if (!root) {
      limits.add("pods share the node's network and have no address of their own: not root");
      limits.add("a container has one user only, so supplemental groups are ignored: not root");
      limits.add("the containers of a pod do not share one IPC namespace: not root");
    }
    if (cgroups.isEmpty()) {
      limits.add(
          "limits of memory and processor are not enforced: "
              + (root ? "no control groups are mounted at /sys/fs/cgroup" : "not root"));
    }
    if (root && !nft) {
      limits.add(
          "pods cannot reach addresses outside the node and host ports do not work: nft is missing"
              + " (package nftables)");
    }
    if (!overlay) {
      limits.add("each container copies its image's files: overlayfs does not work here");
    }
    limits.add("no seccomp, AppArmor or SELinux profiles are applied");
    limits.add("/dev/shm belongs to a container, not to its pod");
    return List.copyOf(limits);
  }
}
