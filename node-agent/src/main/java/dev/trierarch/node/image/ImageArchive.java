package dev.trierarch.node.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tar of images, as {@code docker save}, an OCI layout or jib writes it, spooled into a
 * directory.
 *
 * <p>Example: {@code manifest.json} names {@code config.json} and {@code [a.tar, b.tar]}; an OCI
 * layout's {@code index.json} leads over {@code blobs/sha256/…} to the same three facts.
 */
final class ImageArchive {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD_NAME = "io.containerd.image.name";
  private static final int NESTED_INDEXES_MAX = 4;

  private final Map<String, Spooled> files = new HashMap<>();

  private record Spooled(Path path, String sha256) {}

  /** One image of the archive: its names, its configuration as it stands and its layers' files. */
  record Entry(List<String> references, byte[] config, List<Path> layers) {}

  private ImageArchive() {}

  /** Copies what the archive holds into {@code spool}. */
  static ImageArchive spool(Path archive, Path spool) throws IOException {
    ImageArchive result = new ImageArchive();
    Map<String, String> links = new HashMap<>();
    try (InputStream in = decompressed(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        String name = Path.of("/" + entry.getName()).normalize().toString().substring(1);
        if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
          result.files.put(name, copy(tar, spool.resolve("file-" + result.files.size())));
        } else if (entry.isSymbolicLink() || entry.isLink()) {
          links.put(name, linkTarget(name, entry));
        }
      }
    }
    // Old docker save writes a layer that is used twice as a link to the first.
    links.forEach(
        (name, target) -> {
          Spooled file = result.files.get(target);
          if (file != null) {
            result.files.put(name, file);
          }
        });
    return result;
  }

  private static String linkTarget(String name, TarArchiveEntry entry) {
    Path base = entry.isLink() ? Path.of("/") : Path.of("/" + name).resolveSibling("");
    return base.resolve(entry.getLinkName()).normalize().toString().substring(1);
  }

  private static Spooled copy(InputStream content, Path file) throws IOException {
    MessageDigest digest = sha256();
    // Not closed: that would close the archive under it.
    Files.copy(new DigestInputStream(content, digest), file);
    return new Spooled(file, HexFormat.of().formatHex(digest.digest()));
  }

  /** The images in it, for this machine's architecture where there are several. */
  List<Entry> entries(String architecture) throws IOException {
    if (files.containsKey("manifest.json")) {
      return dockerEntries();
    }
    if (files.containsKey("index.json")) {
      return ociEntries(architecture);
    }
    throw new ImageException(
        "the archive holds neither manifest.json (docker save) nor index.json (OCI): it is no image"
            + " archive; make one with \"docker save NAME -o FILE.tar\" or \"skopeo copy\"");
  }

  private List<Entry> dockerEntries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode item : json("manifest.json")) {
      List<String> references = new ArrayList<>();
      for (JsonNode tag : item.path("RepoTags")) {
        references.add(tag.asString());
      }
      List<Path> layers = new ArrayList<>();
      for (JsonNode layer : item.path("Layers")) {
        layers.add(file(layer.asString()).path());
      }
      byte[] config = Files.readAllBytes(file(item.path("Config").asString()).path());
      entries.add(new Entry(references, config, layers));
    }
    return entries;
  }

  private List<Entry> ociEntries(String architecture) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode descriptor : json("index.json").path("manifests")) {
      Optional<JsonNode> manifest = manifest(descriptor, architecture, 0);
      if (manifest.isEmpty()) {
        continue;
      }
      List<Path> layers = new ArrayList<>();
      for (JsonNode layer : manifest.get().path("layers")) {
        layers.add(blob(layer).path());
      }
      byte[] config = Files.readAllBytes(blob(manifest.get().path("config")).path());
      entries.add(new Entry(names(descriptor), config, layers));
    }
    if (entries.isEmpty()) {
      throw new ImageException(
          "the archive holds no image for linux/"
              + architecture
              + "; save it with \"--platform linux/"
              + architecture
              + "\"");
    }
    return entries;
  }

  private static List<String> names(JsonNode descriptor) {
    JsonNode annotations = descriptor.path("annotations");
    String name =
        annotations.path(CONTAINERD_NAME).asString(annotations.path(REFERENCE_NAME).asString(""));
    // A bare tag ("latest") is what some tools write here; it names nothing.
    return name.contains("/") || name.contains(":") ? List.of(name) : List.of();
  }

  private Optional<JsonNode> manifest(JsonNode descriptor, String architecture, int depth)
      throws IOException {
    JsonNode platform = descriptor.path("platform");
    String wanted = platform.path("architecture").asString(architecture);
    if (!wanted.equals(architecture) || !platform.path("os").asString("linux").equals("linux")) {
      return Optional.empty();
    }
    JsonNode content = JSON.readTree(Files.readAllBytes(blob(descriptor).path()));
    if (content.has("layers")) {
      return Optional.of(content);
    }
    if (depth < NESTED_INDEXES_MAX) {
      for (JsonNode child : content.path("manifests")) {
        Optional<JsonNode> found = manifest(child, architecture, depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Spooled blob(JsonNode descriptor) {
    String digest = descriptor.path("digest").asString("");
    Spooled file = file("blobs/" + digest.replace(':', '/'));
    if (!digest.equals("sha256:" + file.sha256())) {
      throw new ImageException(
          "the archive is damaged: what it calls "
              + digest
              + " is sha256:"
              + file.sha256()
              + "; save or copy it anew");
    }
    return file;
  }

  private JsonNode json(String name) throws IOException {
    return JSON.readTree(Files.readAllBytes(file(name).path()));
  }

  private Spooled file(String name) {
    Spooled file = files.get(name);
    if (file == null) {
      throw new ImageException(
          "the archive names " + name + " but does not hold it; it is cut short: copy it anew");
    }
    return file;
  }

  /** The stream as it was before gzip or zstd, whichever its first bytes show. */
  static InputStream decompressed(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(4);
    byte[] magic = in.readNBytes(4);
    in.reset();
    if (magic.length == 4 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
      return new GZIPInputStream(in, 1 << 16);
    }
    if (magic.length == 4
        && (magic[0] & 0xff) == 0x28
        && (magic[1] & 0xff) == 0xb5
        && magic[2] == 0x2f
        && (magic[3] & 0xff) == 0xfd) {
      return new ZstdCompressorInputStream(in);
    }
    return in;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
