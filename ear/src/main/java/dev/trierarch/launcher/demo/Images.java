package dev.trierarch.launcher.demo;

import dev.trierarch.launcher.Distribution;
import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the agent's image tool: the local image store is its business. */
public final class Images {

  private static final String TOOL = "dev.trierarch.node.image.ImageTool";

  private final Home home;
  private final Distribution distribution;

  public Images(Home home, Distribution distribution) {
    this.home = home;
    this.distribution = distribution;
  }

  /** Runs the tool with the terminal's output; returns its exit code. */
  public int run(List<String> arguments) {
    try {
      return new ProcessBuilder(command(arguments)).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw cannotRun(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannotRun(e);
    }
  }

  /** Runs the tool; fails with what it said when it fails. */
  public void require(List<String> arguments) {
    try {
      Process process = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new Problem(
            "The image tool failed (" + String.join(" ", arguments) + "): " + said.strip(),
            "Run ./trierarch doctor: it names what is missing.");
      }
    } catch (IOException e) {
      throw cannotRun(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannotRun(e);
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dtrierarch.images=" + home.images(),
            "-cp",
            distribution.agentJar().toString(),
            TOOL));
    command.addAll(arguments);
    return command;
  }

  private static Problem cannotRun(Exception e) {
    return new Problem(
        "Cannot run the image tool: " + e.getMessage(), "Run ./trierarch doctor.", e);
  }
}
