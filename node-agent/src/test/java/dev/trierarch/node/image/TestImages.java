package dev.trierarch.node.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Image archives made on the spot, as {@code docker save} writes them. */
public final class TestImages {
  public static final String BUSYBOX = "localhost/trierarch/test-busybox:1";
  public static final String PAUSE = "localhost/trierarch/test-pause:1";
  private static final Path BUSYBOX_PROGRAM = Path.of("/usr/bin/busybox");

  private TestImages() {}

  /** A tar that is put together entry by entry. */
  public static final class Tar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    public Tar() {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    public Tar folder(String name) {
      return add(new TarArchiveEntry(name + "/", true), 0755, new byte[0]);
    }

    public Tar file(String name, String content) {
      return file(name, 0644, content.getBytes(StandardCharsets.UTF_8));
    }

    public Tar file(String name, int mode, byte[] content) {
      return add(new TarArchiveEntry(name, true), mode, content);
    }

    public Tar owned(String name, int uid, int gid, int mode) {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setIds(uid, gid);
      return add(entry, mode, new byte[0]);
    }

    public Tar link(String name, String target) {
      TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
      entry.setLinkName(target);
      return add(entry, 0777, new byte[0]);
    }

    public Tar hardLink(String name, String target) {
      TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_LINK, true);
      entry.setLinkName(target);
      return add(entry, 0644, new byte[0]);
    }

    private Tar add(TarArchiveEntry entry, int mode, byte[] content) {
      try {
        entry.setSize(content.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    public byte[] bytes() {
      try {
        tar.finish();
        return bytes.toByteArray();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Writes an archive of one image. */
  public static Path archive(Path file, String reference, String runConfig, List<byte[]> layers)
      throws IOException {
    List<String> diffIds = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Tar archive = new Tar();
    for (int i = 0; i < layers.size(); i++) {
      diffIds.add(
          "\"sha256:"
              + HexFormat.of().formatHex(ImageArchive.sha256().digest(layers.get(i)))
              + "\"");
      names.add("\"layer" + i + ".tar\"");
      archive.file("layer" + i + ".tar", 0644, layers.get(i));
    }
    archive.file(
        "config.json",
        "{\"architecture\":\""
            + Platforms.architecture()
            + "\",\"os\":\"linux\",\"config\":"
            + runConfig
            + ",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
            + String.join(",", diffIds)
            + "]}}");
    archive.file(
        "manifest.json",
        "[{\"Config\":\"config.json\",\"RepoTags\":[\""
            + reference
            + "\"],\"Layers\":["
            + String.join(",", names)
            + "]}]");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(archive.bytes());
    }
    return file;
  }

  /** An image of the machine's static busybox with the tools that tests use. */
  public static Path busybox(Path file) throws IOException {
    if (!Files.exists(BUSYBOX_PROGRAM)) {
      throw new IllegalStateException("install the package busybox-static for this test");
    }
    Tar layer = new Tar().folder("bin").folder("etc").folder("tmp").folder("home");
    layer.file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX_PROGRAM));
    for (String tool :
        List.of(
            "sh",
            "sleep",
            "cat",
            "echo",
            "id",
            "ls",
            "hostname",
            "ip",
            "nc",
            "httpd",
            "mount",
            "umount",
            "touch",
            "env",
            "pwd",
            "yes",
            "head",
            "kill",
            "ps",
            "grep",
            "mknod",
            "chroot",
            "true",
            "stat",
            "tail",
            "dd",
            "date",
            "wc")) {
      layer.link("bin/" + tool, "busybox");
    }
    layer.file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nweb:x:1000:1001:web:/home:/bin/sh\n");
    layer.file("etc/group", "root:x:0:\nweb:x:1001:\nlogs:x:1002:web\n");
    layer.link("var/run", "../run");
    layer.folder("run");
    return archive(
        file,
        BUSYBOX,
        "{\"Env\":[\"PATH=/bin\"],\"Cmd\":[\"/bin/sh\"],\"WorkingDir\":\"/\"}",
        List.of(layer.bytes()));
  }

  /** What containerd runs to hold a sandbox. */
  public static Path pause(Path file) throws IOException {
    Tar layer = new Tar().folder("bin");
    layer.file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX_PROGRAM));
    return archive(
        file,
        PAUSE,
        "{\"Entrypoint\":[\"/bin/busybox\",\"sleep\",\"2147483647\"]}",
        List.of(layer.bytes()));
  }
}
