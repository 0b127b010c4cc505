package dev.trierarch.launcher.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One thing that was looked for on this machine.
 *
 * @param needed whether nothing works without it
 * @param why what it is for
 * @param debianPackage what has it, empty when no package does
 */
public record Diagnosis(
    String thing, boolean found, boolean needed, String why, String debianPackage) {

  private static final long MEMORY_MIB_NEEDED = 700;

  /** All that Trierarch can make use of. */
  public static List<Diagnosis> all() {
    List<Diagnosis> all = new ArrayList<>();
    all.add(program("setsid", true, "processes that outlive the terminal", "util-linux"));
    all.add(program("unshare", false, "the embedded runtime", "util-linux"));
    all.add(program("nsenter", false, "the embedded runtime", "util-linux"));
    all.add(program("ip", false, "pod networks of the embedded runtime, as root", "iproute2"));
    all.add(program("nft", false, "Services by the kernel, as root", "nftables"));
    all.add(program("containerd", false, "--runtime cri", "containerd"));
    all.add(program("runc", false, "--runtime cri", "runc"));
    all.add(
        file("/usr/lib/cni/ptp", "pod networks of --runtime cri", "containernetworking-plugins"));
    all.add(program("busybox", false, "images of the tests", "busybox-static"));
    all.add(program("kubectl", false, "using the cluster", "kubernetes-client"));
    all.add(program("mvn", false, "building; the launcher fetches it otherwise", "maven"));
    all.add(
        new Diagnosis(
            "jlink",
            Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "jlink")),
            false,
            "a small hello image",
            "openjdk-17-jdk-headless"));
    all.add(memory());
    all.add(root());
    return all;
  }

  /** As doctor prints it. */
  public String line() {
    String mark = found ? "ok     " : needed ? "MISSING" : "absent ";
    String remedy = found || debianPackage.isEmpty() ? "" : "  -> apt-get install " + debianPackage;
    return "%s  %-12s %s%s".formatted(mark, thing, why, remedy);
  }

  private static Diagnosis program(String name, boolean needed, String why, String debianPackage) {
    return new Diagnosis(name, Machine.program(name).isPresent(), needed, why, debianPackage);
  }

  private static Diagnosis file(String path, String why, String debianPackage) {
    Path file = Path.of(path);
    return new Diagnosis(
        file.getFileName().toString(), Files.exists(file), false, why, debianPackage);
  }

  private static Diagnosis memory() {
    OptionalLong mib = Machine.availableMemoryMib(Path.of("/proc/meminfo"));
    boolean enough = mib.isEmpty() || mib.getAsLong() >= MEMORY_MIB_NEEDED;
    String now = mib.isEmpty() ? "unknown" : mib.getAsLong() + " MiB available";
    return new Diagnosis("memory", enough, true, now + ", 700 MiB needed", "");
  }

  private static Diagnosis root() {
    return new Diagnosis(
        "root",
        Machine.isRoot(),
        false,
        "pods with addresses of their own, resource limits, Services by the kernel",
        "");
  }
}
