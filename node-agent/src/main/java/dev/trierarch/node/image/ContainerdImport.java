package dev.trierarch.node.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Hands an image archive to containerd by its own tool {@code ctr}. */
public final class ContainerdImport {
  private static final List<Path> SOCKETS =
      List.of(
          Path.of("/run/containerd/containerd.sock"),
          Path.of("/run/k3s/containerd/containerd.sock"));

  private ContainerdImport() {}

  /** Imports into the images that Kubernetes' pods see. */
  public static String importArchive(Path archive, Optional<Path> socket) {
    Path address =
        socket
            .or(() -> SOCKETS.stream().filter(Files::exists).findFirst())
            .orElseThrow(
                () ->
                    new ImageException(
                        "no containerd socket is at the usual places: name it with --cri-socket"));
    List<String> command =
        List.of(
            "ctr",
            "--address",
            address.toString(),
            "--namespace",
            "k8s.io",
            "images",
            "import",
            archive.toString());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new ImageException("ctr cannot import " + archive + ": " + said.strip());
      }
      return said.strip();
    } catch (IOException e) {
      throw new ImageException(
          "images are handed to containerd by its tool ctr, which is not here ("
              + e.getMessage()
              + "): install it, on Debian with the package containerd",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("importing " + archive + " was interrupted", e);
    }
  }
}
