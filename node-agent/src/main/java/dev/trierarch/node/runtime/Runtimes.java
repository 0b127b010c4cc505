package dev.trierarch.node.runtime;

import dev.trierarch.node.FileTrees;
import dev.trierarch.node.runtime.cri.CriRuntime;
import dev.trierarch.node.runtime.embedded.EmbeddedRuntime;
import dev.trierarch.node.runtime.hollow.HollowRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses and opens the runtime of a node. */
public final class Runtimes {
  private static final Logger LOG = LoggerFactory.getLogger(Runtimes.class);
  private static final List<Path> USUAL_SOCKETS =
      List.of(
          Path.of("/run/containerd/containerd.sock"),
          Path.of("/run/crio/crio.sock"),
          Path.of("/run/k3s/containerd/containerd.sock"));

  private Runtimes() {}

  /**
   * What a runtime may need to open.
   *
   * @param kind auto, cri, embedded or hollow
   * @param criSocket empty tries the usual ones
   * @param images local image store of the embedded runtime
   */
  public record Request(
      String kind, Optional<Path> criSocket, Path images, Path data, String nodeName) {}

  /**
   * @throws PodRuntime.RuntimeFailure when it cannot run here; the message says what to do
   */
  public static PodRuntime open(Request request, InstantSource clock) {
    return switch (request.kind()) {
      case "hollow" -> new HollowRuntime(clock);
      case "embedded" -> embedded(request, clock);
      case "cri" -> cri(request);
      case "auto" -> auto(request, clock);
      default ->
          throw unavailable(
              "--runtime is auto, cri, embedded or hollow, not \"" + request.kind() + "\"");
    };
  }

  private static PodRuntime embedded(Request request, InstantSource clock) {
    return new EmbeddedRuntime(
        EmbeddedRuntime.Settings.of(
            request.nodeName(), request.data().resolve("embedded"), request.images()),
        clock);
  }

  private static PodRuntime cri(Request request) {
    Path socket =
        socket(request)
            .orElseThrow(
                () ->
                    unavailable(
                        "no container runtime's socket is at the usual places ("
                            + USUAL_SOCKETS
                            + "): name it with --cri-socket, start containerd, or use --runtime"
                            + " embedded"));
    return CriRuntime.connect(socket, request.nodeName());
  }

  private static Optional<Path> socket(Request request) {
    return request.criSocket().or(() -> USUAL_SOCKETS.stream().filter(Files::exists).findFirst());
  }

  /**
   * Takes the machine's container runtime if it is ready, else the embedded one. The first choice
   * is kept: were it made anew each time, a node would lose sight of its containers whenever its
   * container runtime is slow to come up.
   */
  private static PodRuntime auto(Request request, InstantSource clock) {
    Path memory = request.data().resolve("runtime");
    String before = remembered(memory);
    if (before.equals("embedded")) {
      return embedded(request, clock);
    }
    if (before.equals("cri")) {
      return cri(request);
    }
    if (socket(request).isPresent()) {
      try {
        PodRuntime runtime = cri(request);
        remember(memory, "cri");
        return runtime;
      } catch (PodRuntime.RuntimeFailure e) {
        LOG.info("The embedded runtime is used: {}", e.getMessage());
      }
    }
    PodRuntime runtime = embedded(request, clock);
    remember(memory, "embedded");
    return runtime;
  }

  private static String remembered(Path memory) {
    try {
      return Files.exists(memory) ? Files.readString(memory).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remember(Path memory, String kind) {
    try {
      Files.createDirectories(memory.getParent());
      FileTrees.replace(memory, kind + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PodRuntime.RuntimeFailure unavailable(String message) {
    return new PodRuntime.RuntimeFailure("RuntimeUnavailable", message);
  }
}
