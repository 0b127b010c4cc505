package dev.trierarch.node.runtime;

import dev.trierarch.node.runtime.embedded.EmbeddedRuntime;
import dev.trierarch.node.runtime.hollow.HollowRuntime;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Chooses and opens the runtime of a node. */
public final class Runtimes {
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
      case "embedded", "auto" -> embedded(request, clock);
      default ->
          throw new PodRuntime.RuntimeFailure(
              "RuntimeUnavailable",
              "--runtime %s cannot be used on this machine; use --runtime hollow"
                  .formatted(request.kind()));
    };
  }

  private static PodRuntime embedded(Request request, InstantSource clock) {
    return new EmbeddedRuntime(
        EmbeddedRuntime.Settings.of(
            request.nodeName(), request.data().resolve("embedded"), request.images()),
        clock);
  }
}
