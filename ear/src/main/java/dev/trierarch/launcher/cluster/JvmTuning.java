package dev.trierarch.launcher.cluster;

import dev.trierarch.launcher.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How the control plane's JVM spends memory and processor. */
final class JvmTuning {

  /**
   * Which classes the optimizing compiler may compile. For all of them it would double the CPU time
   * of a start. Encryption cannot do without it: only it knows the processor's instructions for
   * AES-GCM, and without them nine tenths of a list's time go there.
   */
  private static final String DIRECTIVES =
      """
      [
        {
          match: ["com/sun/crypto/provider/*.*", "sun/security/*.*"],
          BackgroundCompilation: true
        },
        {
          match: ["*.*"],
          c2: { Exclude: true }
        }
      ]
      """;

  private final Path directives;

  /**
   * @param directory where the file for the compiler is written
   */
  JvmTuning(Path directory) {
    this.directives = directory.resolve("compiler-directives.json");
  }

  void prepare() {
    try {
      Files.writeString(directives, DIRECTIVES);
    } catch (IOException e) {
      throw new Problem(
          "Cannot write " + directives + ": " + e.getMessage(), "Check the directory's owner.", e);
    }
  }

  List<String> options() {
    return List.of(
        "-Xms96m",
        // The heap grows by what is kept in it: 10,000 pods do not fit into what an idle one needs.
        "-XX:MaxRAMPercentage=25",
        // What is young is dead soon: more room for it is only touched, and stays resident.
        "-Xmn40m",
        "-XX:MetaspaceSize=128m",
        // What a start needed and idling does not goes back to the machine.
        "-XX:MinHeapFreeRatio=15",
        "-XX:MaxHeapFreeRatio=30",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:ReservedCodeCacheSize=64m",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:CompilerDirectivesFile=" + directives,
        // The class archive is used where it was made for; else each start rewrites all of it.
        "-XX:ArchiveRelocationMode=0",
        "-XX:+ExitOnOutOfMemoryError");
  }
}
