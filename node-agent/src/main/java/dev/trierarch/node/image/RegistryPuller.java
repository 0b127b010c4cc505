package dev.trierarch.node.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.http.ResponseException;
import dev.trierarch.node.FileTrees;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Fetches images from registries into the local store. */
public final class RegistryPuller {
  private static final int NOT_FOUND = 404;

  private final ImageStore store;

  /** What a registry asks for. */
  public record Login(String username, String password) {}

  public RegistryPuller(ImageStore store) {
    this.store = store;
  }

  /**
   * Fetches an image for this machine's architecture.
   *
   * @return its id
   */
  public String pull(String reference, Optional<Login> login) {
    ImageReference name = ImageReference.parse(reference);
    try {
      RegistryReach.require(name.registry(), isLocal(name.registry()));
      Files.createDirectories(store.directory().resolve("tmp"));
      Path work = Files.createTempDirectory(store.directory().resolve("tmp"), "pull-");
      try {
        Path archive = work.resolve("image.tar");
        download(name, login, work, archive);
        return store.importArchive(archive, Optional.of(name.toString())).get(0).id();
      } finally {
        FileTrees.delete(work);
      }
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  private static void download(ImageReference name, Optional<Login> login, Path work, Path archive)
      throws IOException {
    try {
      RegistryImage source = RegistryImage.named(name.toString());
      login.ifPresent(l -> source.addCredential(l.username(), l.password()));
      Jib.from(source)
          .setPlatforms(Set.of(new Platform(Platforms.architecture(), "linux")))
          .setFormat(ImageFormat.OCI)
          .containerize(
              Containerizer.to(TarImage.at(archive).named("localhost/pulled"))
                  .setBaseImageLayersCache(work.resolve("base"))
                  .setApplicationLayersCache(work.resolve("layers"))
                  // Registries on this machine itself commonly have no certificate.
                  .setAllowInsecureRegistries(isLocal(name.registry())));
    } catch (InvalidImageReferenceException | CacheDirectoryCreationException e) {
      throw new ImageException("cannot fetch " + name + ": " + e.getMessage(), e);
    } catch (RegistryException e) {
      throw failure(name, e);
    } catch (ExecutionException e) {
      throw failure(name, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("fetching " + name + " was interrupted", e);
    }
  }

  private static boolean isLocal(String registry) {
    String host = registry.replaceAll(":\\d+$", "");
    return host.equals("localhost") || host.equals("127.0.0.1");
  }

  private static ImageException failure(ImageReference name, Throwable cause) {
    String start = "failed to pull and unpack image \"" + name + "\": ";
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof RegistryUnauthorizedException) {
        return new ImageException(
            start
                + "pull access denied, repository does not exist or may require authorization:"
                + " check the name, or give the pod imagePullSecrets",
            cause);
      }
      if (t instanceof ResponseException response && response.getStatusCode() == NOT_FOUND) {
        return new ImageException(start + name + ": not found", cause);
      }
      if (t instanceof UnknownHostException) {
        return new ImageException(
            start
                + "no such host "
                + t.getMessage()
                + ": check the registry's name and the node's DNS, or import the image from a file",
            cause);
      }
      if (t instanceof ConnectException) {
        return new ImageException(
            start
                + "the registry "
                + name.registry()
                + " does not answer: check the network, or import the image from a file",
            cause);
      }
    }
    return new ImageException(start + cause.getMessage(), cause);
  }
}
