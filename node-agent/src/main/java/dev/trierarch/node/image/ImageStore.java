package dev.trierarch.node.image;

import dev.trierarch.node.FileTrees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The images of one machine, shared by all its agents.
 *
 * <p>On disk: {@code references/<name>} holds an image's id; {@code content/<id>/} holds {@code
 * image.json}, the unpacked {@code rootfs} and, in {@code users}, one file a container that runs
 * from it. Content appears by one rename, so a reader needs no lock; writers take {@code lock}.
 */
public final class ImageStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration ABANDONED_AFTER = Duration.ofHours(6);

  private final Path directory;
  private final InstantSource clock;
  private final boolean root;

  /** What an import brought. */
  public record Imported(String reference, String id, long sizeBytes, boolean alreadyHere) {}

  /** One line of the list of images. */
  public record Listed(String reference, String id, long sizeBytes, Instant importedAt) {}

  private record Description(ImageConfig config, long sizeBytes, Instant importedAt) {}

  public ImageStore(Path directory) {
    this(directory, InstantSource.system());
  }

  ImageStore(Path directory, InstantSource clock) {
    this.directory = directory.toAbsolutePath();
    this.clock = clock;
    this.root = "root".equals(System.getProperty("user.name"));
  }

  public Path directory() {
    return directory;
  }

  /** Finds an image by name, by name and digest, or by id. */
  public Optional<LocalImage> find(String reference) {
    if (isId(reference)) {
      return load(reference);
    }
    ImageReference name = ImageReference.parse(reference);
    Optional<LocalImage> named = readReference(name.toString()).flatMap(this::load);
    return named.isPresent() || name.digest().isEmpty() ? named : load(name.digest());
  }

  /** Every reference, in order of names. */
  public List<Listed> list() {
    List<Listed> listed = new ArrayList<>();
    for (String reference : references()) {
      readReference(reference)
          .ifPresent(
              id ->
                  describe(id)
                      .ifPresent(
                          d ->
                              listed.add(
                                  new Listed(reference, id, d.sizeBytes(), d.importedAt()))));
    }
    return listed;
  }

  /** Takes in the images of an archive under the names that it gives them. */
  public List<Imported> importArchive(Path archive) {
    return importArchive(archive, Optional.empty());
  }

  /**
   * Takes in the images of an archive.
   *
   * @param name for an archive that names none, or instead of the name it gives its only image
   */
  public List<Imported> importArchive(Path archive, Optional<String> name) {
    if (!Files.isRegularFile(archive)) {
      throw new ImageException(
          "there is no file " + archive + "; give the path of an image archive (tar)");
    }
    try {
      return StoreLock.whileHeld(directory, () -> importLocked(archive, name));
    } catch (IOException e) {
      throw new ImageException("cannot import " + archive + ": " + e.getMessage(), e);
    }
  }

  private List<Imported> importLocked(Path archive, Optional<String> name) throws IOException {
    forgetAbandoned();
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    Path work = Files.createTempDirectory(temporary, "import-");
    try {
      return importFrom(archive, work, name);
    } finally {
      FileTrees.delete(work);
    }
  }

  private List<Imported> importFrom(Path archive, Path work, Optional<String> name)
      throws IOException {
    List<ImageArchive.Entry> entries =
        ImageArchive.spool(archive, Files.createDirectory(work.resolve("spool")))
            .entries(Platforms.architecture());
    List<Imported> imported = new ArrayList<>();
    for (ImageArchive.Entry entry : entries) {
      List<String> names = name.isPresent() ? List.of(name.get()) : entry.references();
      if (names.isEmpty()) {
        throw new ImageException(
            archive + " does not name its image; import it with --name NAME[:TAG]");
      }
      imported.addAll(keep(entry, names, work));
    }
    return imported;
  }

  private List<Imported> keep(ImageArchive.Entry entry, List<String> names, Path work)
      throws IOException {
    String id = "sha256:" + HexFormat.of().formatHex(ImageArchive.sha256().digest(entry.config()));
    boolean alreadyHere = describe(id).isPresent();
    if (!alreadyHere) {
      unpack(entry, id, Files.createDirectory(work.resolve(hex(id))));
    }
    long sizeBytes = describe(id).orElseThrow().sizeBytes();
    List<Imported> imported = new ArrayList<>();
    for (String text : names) {
      String reference = ImageReference.parse(text).toString();
      Files.createDirectories(directory.resolve("references"));
      FileTrees.replace(referenceFile(reference), id + "\n");
      imported.add(new Imported(reference, id, sizeBytes, alreadyHere));
    }
    return imported;
  }

  private void unpack(ImageArchive.Entry entry, String id, Path work) throws IOException {
    ImageConfig config = ImageConfig.read(entry.config());
    Path rootfs = Files.createDirectory(work.resolve("rootfs"));
    Files.createDirectory(work.resolve("users"));
    for (int i = 0; i < entry.layers().size(); i++) {
      String expected = i < config.diffIds().size() ? config.diffIds().get(i) : "";
      unpackLayer(entry.layers().get(i), rootfs, expected);
    }
    Description description = new Description(config, sizeBytes(rootfs), clock.instant());
    Files.write(work.resolve("config.json"), entry.config());
    Files.write(work.resolve("image.json"), JSON.writeValueAsBytes(description));
    Path target = content(id);
    Files.createDirectories(target.getParent());
    FileTrees.delete(target);
    Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private void unpackLayer(Path layer, Path rootfs, String expectedDigest) throws IOException {
    MessageDigest digest = ImageArchive.sha256();
    try (InputStream in =
        new DigestInputStream(ImageArchive.decompressed(Files.newInputStream(layer)), digest)) {
      new LayerUnpacker(rootfs, root).unpack(in);
      in.transferTo(OutputStream.nullOutputStream());
    }
    String actual = "sha256:" + HexFormat.of().formatHex(digest.digest());
    if (!expectedDigest.isEmpty() && !expectedDigest.equals(actual)) {
      throw new ImageException(
          "a layer of the image is damaged: it should be "
              + expectedDigest
              + " and is "
              + actual
              + "; fetch or save the image anew");
    }
  }

  private static long sizeBytes(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      return files
          .filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
          .mapToLong(f -> f.toFile().length())
          .sum();
    }
  }

  /**
   * Forgets a name, and the image itself when no other name and no container needs it.
   *
   * @return whether the name was there
   */
  public boolean remove(String reference) {
    String name = ImageReference.parse(reference).toString();
    try {
      return StoreLock.whileHeld(
          directory,
          () -> {
            boolean known = Files.deleteIfExists(referenceFile(name));
            deleteUnneeded();
            return known;
          });
    } catch (IOException e) {
      throw new ImageException("cannot remove " + reference + ": " + e.getMessage(), e);
    }
  }

  /** Says that a container runs from an image; it stays as long as {@code owner} exists. */
  public void use(String id, String containerId, Path owner) {
    try {
      FileTrees.replace(content(id).resolve("users").resolve(containerId), owner + "\n");
    } catch (IOException e) {
      throw new ImageException("the image " + id + " was removed meanwhile", e);
    }
  }

  public void release(String id, String containerId) {
    try {
      Files.deleteIfExists(content(id).resolve("users").resolve(containerId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void deleteUnneeded() throws IOException {
    List<String> named = references().stream().flatMap(r -> readReference(r).stream()).toList();
    for (Path image : children(directory.resolve("content"))) {
      if (!named.contains("sha256:" + image.getFileName()) && !inUse(image)) {
        Path trash = Files.createDirectories(directory.resolve("tmp"));
        trash = trash.resolve("removed-" + image.getFileName());
        Files.move(image, trash, StandardCopyOption.ATOMIC_MOVE);
        FileTrees.delete(trash);
      }
    }
  }

  private static boolean inUse(Path image) throws IOException {
    for (Path user : children(image.resolve("users"))) {
      if (Files.exists(Path.of(Files.readString(user).strip()))) {
        return true;
      }
    }
    return false;
  }

  /** Deletes what an import that was killed left behind. */
  private void forgetAbandoned() throws IOException {
    Instant limit = clock.instant().minus(ABANDONED_AFTER);
    for (Path left : children(directory.resolve("tmp"))) {
      if (Files.getLastModifiedTime(left).toInstant().isBefore(limit)) {
        FileTrees.delete(left);
      }
    }
  }

  private Optional<LocalImage> load(String id) {
    return describe(id)
        .map(d -> new LocalImage(id, d.config(), d.sizeBytes(), content(id).resolve("rootfs")));
  }

  private Optional<Description> describe(String id) {
    try {
      byte[] json = Files.readAllBytes(content(id).resolve("image.json"));
      return Optional.of(JSON.readValue(json, Description.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ImageException("cannot read image " + id + ": " + e.getMessage(), e);
    }
  }

  private List<String> references() {
    try {
      return children(directory.resolve("references")).stream()
          .map(f -> f.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ImageException("cannot list the images: " + e.getMessage(), e);
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(directory)) {
      return found.toList();
    }
  }

  private Optional<String> readReference(String name) {
    try {
      return Optional.of(Files.readString(referenceFile(name)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ImageException("cannot read the name " + name + ": " + e.getMessage(), e);
    }
  }

  private Path referenceFile(String name) {
    return directory.resolve("references").resolve(URLEncoder.encode(name, StandardCharsets.UTF_8));
  }

  private Path content(String id) {
    return directory.resolve("content").resolve(hex(id));
  }

  private static boolean isId(String text) {
    return text.matches("sha256:[0-9a-f]{64}");
  }

  private static String hex(String id) {
    return id.substring(id.indexOf(':') + 1);
  }
}
