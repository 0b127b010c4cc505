package dev.trierarch.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an instance was started, so that the next command finds it as it was.
 *
 * @param address what the control plane listens on
 * @param runtime auto, cri, embedded or hollow
 * @param criSocket empty takes the usual places
 * @param settings system properties of the control plane
 */
public record Instance(
    String address,
    int port,
    int agents,
    String runtime,
    String criSocket,
    Map<String, String> settings) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static final Instance DEFAULT = new Instance("127.0.0.1", 6443, 1, "auto", "", Map.of());

  /** The URL that this machine reaches the control plane by. */
  public String url() {
    return "https://" + (address.equals("0.0.0.0") ? "127.0.0.1" : address) + ":" + port;
  }

  /** The name of an agent of this machine, counted from 1. */
  public static String agentName(int number) {
    return "node-" + number;
  }

  public static Optional<Instance> read(Home home) {
    Path file = home.instanceFile();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), Instance.class));
    } catch (IOException | JacksonException e) {
      throw new Problem(
          "Cannot read " + file + ": " + e.getMessage(),
          "Restore it, or remove it and run ./trierarch up with the flags of before.",
          e);
    }
  }

  public static Instance require(Home home) {
    return read(home)
        .orElseThrow(
            () ->
                new Problem(
                    "There is no cluster in " + home.directory() + ".",
                    "Start one: ./trierarch up, or name its directory: --data DIR."));
  }

  public void write(Home home) {
    Path file = home.instanceFile();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(
          fresh,
          JSON.writerWithDefaultPrettyPrinter()
                  .writeValueAsString(
                      new Instance(
                          address, port, agents, runtime, criSocket, new TreeMap<>(settings)))
              + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Problem("Cannot write " + file + ": " + e.getMessage(), "Check its owner.", e);
    }
  }
}
