package dev.trierarch.node.image.hello;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.Ports;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.trierarch.node.FileTrees;
import dev.trierarch.node.image.ImageException;
import dev.trierarch.node.image.Platforms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the image of the hello example on this machine, without a network: a small Java runtime,
 * the machine's C library, one class.
 *
 * <p>An archive that was made of the same parts before is left as it is.
 */
public final class HelloImage {
  /** What pods call it. */
  public static final String REFERENCE = "localhost/trierarch/hello:1";

  private static final int LAYOUT = 1;
  private static final String JAVA = "/opt/java";
  private static final String APPLICATION = "/opt/hello";
  private static final String PORT = "8080";
  private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
  private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");

  private HelloImage() {}

  /**
   * Writes the archive, in the format of {@code docker save}.
   *
   * @return whether it had to be made
   */
  public static boolean build(Path archive) {
    try {
      Path keyFile = archive.resolveSibling(archive.getFileName() + ".key");
      String key = key();
      if (Files.exists(archive)
          && Files.exists(keyFile)
          && Files.readString(keyFile).strip().equals(key)) {
        return false;
      }
      Files.createDirectories(archive.toAbsolutePath().getParent());
      Path work = Files.createTempDirectory(archive.toAbsolutePath().getParent(), ".hello-");
      try {
        pack(SmallJava.make(work.resolve("java")), work);
        Files.move(work.resolve("image.tar"), archive, StandardCopyOption.REPLACE_EXISTING);
        FileTrees.replace(keyFile, key + "\n");
      } finally {
        FileTrees.delete(work);
      }
      return true;
    } catch (IOException e) {
      throw new ImageException("cannot make the hello image: " + e.getMessage(), e);
    }
  }

  private static void pack(Path java, Path work) throws IOException {
    Path application = work.resolve("classes");
    String classFile = HelloServer.class.getName().replace('.', '/') + ".class";
    Path target = application.resolve(classFile);
    Files.createDirectories(target.getParent());
    Files.write(target, classBytes());
    Path etc = Files.createDirectories(work.resolve("etc"));
    Files.writeString(
        etc.resolve("passwd"),
        "root:x:0:0:root:/:/sbin/nologin\nhello:x:65532:65532:hello:/:/sbin/nologin\n");
    Files.writeString(etc.resolve("group"), "root:x:0:\nhello:x:65532:\n");
    try {
      Jib.fromScratch()
          .setPlatforms(Set.of(new Platform(Platforms.architecture(), "linux")))
          .setFileEntriesLayers(
              List.of(
                  javaLayer(java),
                  FileEntriesLayer.builder()
                      .setName("hello")
                      .addEntryRecursive(application, AbsoluteUnixPath.get(APPLICATION))
                      .addEntryRecursive(etc, AbsoluteUnixPath.get("/etc"))
                      .build()))
          .setEntrypoint(
              List.of(
                  JAVA + "/bin/java",
                  "-Xshare:auto",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx16m",
                  "-Xss256k",
                  "-Djava.net.preferIPv4Stack=true",
                  "-cp",
                  APPLICATION,
                  HelloServer.class.getName()))
          .setExposedPorts(Ports.parse(List.of(PORT)))
          .setUser("65532:65532")
          .containerize(
              Containerizer.to(TarImage.at(work.resolve("image.tar")).named(REFERENCE))
                  .setOfflineMode(true)
                  .setBaseImageLayersCache(work.resolve("cache-base"))
                  .setApplicationLayersCache(work.resolve("cache-layers")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageException("making the hello image was interrupted", e);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new ImageException("jib cannot pack the hello image: " + e.getMessage(), e);
    }
  }

  private static FileEntriesLayer javaLayer(Path java) throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("java");
    List<Path> files;
    try (Stream<Path> found = Files.walk(java)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      FilePermissions permissions = Files.isExecutable(file) ? EXECUTABLE : PLAIN;
      layer.addEntry(file, AbsoluteUnixPath.get(JAVA + "/" + java.relativize(file)), permissions);
    }
    for (Path library : SharedLibraries.neededBy(java)) {
      layer.addEntry(library.toRealPath(), AbsoluteUnixPath.get(library.toString()), EXECUTABLE);
    }
    return layer.build();
  }

  private static String key() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(classBytes());
      String rest =
          LAYOUT + System.getProperty("java.home") + System.getProperty("java.vm.version");
      digest.update(rest.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] classBytes() throws IOException {
    try (InputStream in =
        HelloServer.class.getResourceAsStream(HelloServer.class.getSimpleName() + ".class")) {
      return in.readAllBytes();
    }
  }
}
