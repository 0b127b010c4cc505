package dev.trierarch.node.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.node.image.TestImages.Tar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
  private static final String CONFIG =
      "{\"Entrypoint\":[\"/app\"],\"Cmd\":[\"run\"],\"Env\":[\"A=1\",\"B=two=2\"],"
          + "\"User\":\"web\",\"WorkingDir\":\"/srv\",\"StopSignal\":\"SIGQUIT\"}";

  @TempDir Path directory;
  private ImageStore store;

  @BeforeEach
  void open() {
    store = new ImageStore(directory.resolve("store"));
  }

  @Test
  void anImportedImageIsFoundByEveryNameItHas() throws IOException {
    String id = imported("web:1", new Tar().file("app", "x")).id();
    assertThat(store.find("web:1")).map(LocalImage::id).contains(id);
    assertThat(store.find("docker.io/library/web:1")).map(LocalImage::id).contains(id);
    assertThat(store.find(id)).map(LocalImage::id).contains(id);
    assertThat(store.find("web")).isEmpty();
    assertThat(store.list())
        .extracting(ImageStore.Listed::reference)
        .containsExactly("docker.io/library/web:1");
  }

  @Test
  void whatAnImageSaysAboutRunningItIsKept() throws IOException {
    imported("web:1", new Tar().file("app", "x"));
    ImageConfig config = new ImageStore(directory.resolve("store")).find("web:1").get().config();
    assertThat(config.commandLine(List.of(), List.of())).containsExactly("/app", "run");
    assertThat(config.commandLine(List.of(), List.of("x"))).containsExactly("/app", "x");
    assertThat(config.commandLine(List.of("sh"), List.of())).containsExactly("sh");
    assertThat(config.environmentWith(Map.of("A", "9")))
        .containsEntry("A", "9")
        .containsEntry("B", "two=2");
    assertThat(config.user()).isEqualTo("web");
    assertThat(config.workingDirectory()).isEqualTo("/srv");
    assertThat(config.stopSignal()).isEqualTo("SIGQUIT");
  }

  @Test
  void upperLayersReplaceAndHideWhatLowerOnesHold() throws IOException {
    Tar lower =
        new Tar()
            .folder("etc")
            .file("etc/keep", "lower")
            .file("etc/gone", "lower")
            .file("etc/changed", "lower")
            .folder("cache")
            .file("cache/old", "lower")
            .link("lib", "usr/lib")
            .folder("usr")
            .folder("usr/lib");
    Tar upper =
        new Tar()
            .file("etc/.wh.gone", "")
            .file("etc/changed", "upper")
            .file("cache/new", "upper")
            .file("cache/.wh..wh..opq", "")
            .file("lib/added", "upper")
            .hardLink("etc/same", "etc/keep");
    Path root = root("web:1", lower, upper);
    assertThat(root.resolve("etc/keep")).hasContent("lower");
    assertThat(root.resolve("etc/gone")).doesNotExist();
    assertThat(root.resolve("etc/changed")).hasContent("upper");
    assertThat(root.resolve("cache/old")).doesNotExist();
    assertThat(root.resolve("cache/new")).hasContent("upper");
    assertThat(root.resolve("usr/lib/added")).hasContent("upper");
    assertThat(Files.isSymbolicLink(root.resolve("lib"))).isTrue();
    assertThat(root.resolve("etc/same")).hasContent("lower");
    assertThat(root.resolve("etc/.wh.gone")).doesNotExist();
  }

  @Test
  void modesAreKept() throws IOException {
    Path root =
        root("web:1", new Tar().file("run", 0755, new byte[1]).file("secret", 0600, new byte[1]));
    assertThat(mode(root.resolve("run"))).isEqualTo("rwxr-xr-x");
    assertThat(mode(root.resolve("secret"))).isEqualTo("rw-------");
  }

  @Test
  void nothingIsWrittenOutsideTheImage() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    assertThatThrownBy(() -> imported("bad:1", new Tar().file("../../escaped", "x")))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("leads out of the image");
    Path root = root("odd:1", new Tar().link("way", outside.toString()).file("way/file", "x"));
    assertThat(outside).isEmptyDirectory();
    assertThat(root.resolve(outside.toString().substring(1)).resolve("file")).hasContent("x");
    assertThatThrownBy(
            () -> imported("bad:2", new Tar().hardLink("stolen", "../../../../etc/passwd")))
        .isInstanceOf(ImageException.class);
    assertThat(store.find("bad:1")).isEmpty();
    assertThat(directory.resolve("store/tmp")).isEmptyDirectory();
  }

  @Test
  void aDamagedLayerIsRefused() throws IOException {
    byte[] layer = new Tar().file("app", "x").bytes();
    Path file = TestImages.archive(directory.resolve("a.tar"), "web:1", CONFIG, List.of(layer));
    byte[] archive = Files.readAllBytes(file);
    byte[] other = new Tar().file("app", "y").bytes();
    int at = indexOf(archive, layer);
    System.arraycopy(other, 0, archive, at, other.length);
    Files.write(file, archive);
    assertThatThrownBy(() -> store.importArchive(file))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("damaged");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void aFileThatIsNoImageIsRefusedWithTheWayToMakeOne() throws IOException {
    Path file = directory.resolve("x.tar");
    Files.write(file, new Tar().file("readme", "x").bytes());
    assertThatThrownBy(() -> store.importArchive(file)).hasMessageContaining("docker save");
    assertThatThrownBy(() -> store.importArchive(directory.resolve("none.tar")))
        .hasMessageContaining("there is no file");
  }

  @Test
  void anOciLayoutIsTakenToo() throws IOException {
    byte[] layer = gzipped(new Tar().file("app", "oci").bytes());
    byte[] plain = new Tar().file("app", "oci").bytes();
    byte[] config =
        ("{\"architecture\":\""
                + Platforms.architecture()
                + "\",\"config\":{\"Cmd\":[\"/app\"]},\"rootfs\":{\"diff_ids\":[\""
                + digest(plain)
                + "\"]}}")
            .getBytes(StandardCharsets.UTF_8);
    byte[] manifest =
        ("{\"config\":{\"digest\":\""
                + digest(config)
                + "\"},\"layers\":[{\"digest\":\""
                + digest(layer)
                + "\"}]}")
            .getBytes(StandardCharsets.UTF_8);
    Tar archive =
        new Tar()
            .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
            .file(
                "index.json",
                "{\"manifests\":[{\"digest\":\""
                    + digest(manifest)
                    + "\",\"annotations\":{\"org.opencontainers.image.ref.name\":"
                    + "\"example.com/web:2\"}}]}");
    for (byte[] blob : List.of(layer, config, manifest)) {
      archive.file("blobs/" + digest(blob).replace(':', '/'), 0644, blob);
    }
    Path file = directory.resolve("oci.tar.gz");
    Files.write(file, gzipped(archive.bytes()));
    store.importArchive(file);
    assertThat(store.find("example.com/web:2").orElseThrow().rootDirectory().resolve("app"))
        .hasContent("oci");
  }

  @Test
  void anArchiveWithoutANameNeedsOne() throws IOException {
    Path file = directory.resolve("a.tar");
    TestImages.archive(file, "web:1", CONFIG, List.of(new Tar().file("app", "x").bytes()));
    store.importArchive(file, Optional.of("mine:3"));
    assertThat(store.find("mine:3")).isPresent();
    assertThat(store.find("web:1")).isEmpty();
  }

  @Test
  void anImageThatAContainerUsesOutlivesItsName() throws IOException {
    ImageStore.Imported image = imported("web:1", new Tar().file("app", "x"));
    Path root = store.find("web:1").orElseThrow().rootDirectory();
    Path container = Files.createDirectory(directory.resolve("container"));
    store.use(image.id(), "c1", container);
    assertThat(store.remove("web:1")).isTrue();
    assertThat(store.remove("web:1")).isFalse();
    assertThat(root.resolve("app")).exists();
    Files.delete(container);
    store.remove("web:1");
    assertThat(root).doesNotExist();
  }

  @Test
  void aSecondNameKeepsAnImage() throws IOException {
    imported("web:1", new Tar().file("app", "x"));
    ImageStore.Imported again = imported("web:2", new Tar().file("app", "x"));
    assertThat(again.alreadyHere()).isTrue();
    store.remove("web:1");
    assertThat(store.find("web:2")).isPresent();
    assertThat(store.find("web:1")).isEmpty();
  }

  @Test
  void importsAtTheSameTimeDoNotDisturbOneAnother()
      throws IOException, InterruptedException, ExecutionException {
    byte[] layer = new Tar().file("app", "x").bytes();
    Path file = TestImages.archive(directory.resolve("a.tar"), "web:1", CONFIG, List.of(layer));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<List<ImageStore.Imported>>> imports = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      imports.add(
          threads.submit(() -> new ImageStore(directory.resolve("store")).importArchive(file)));
    }
    for (Future<List<ImageStore.Imported>> one : imports) {
      assertThat(one.get()).hasSize(1);
    }
    threads.shutdown();
    assertThat(store.list()).hasSize(1);
  }

  private ImageStore.Imported imported(String reference, Tar... layers) throws IOException {
    List<byte[]> bytes = new ArrayList<>();
    for (Tar layer : layers) {
      bytes.add(layer.bytes());
    }
    Path file = directory.resolve("image.tar");
    return store.importArchive(TestImages.archive(file, reference, CONFIG, bytes)).get(0);
  }

  private Path root(String reference, Tar... layers) throws IOException {
    imported(reference, layers);
    return store.find(reference).orElseThrow().rootDirectory();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static String digest(byte[] content) {
    return "sha256:" + HexFormat.of().formatHex(ImageArchive.sha256().digest(content));
  }

  private static byte[] gzipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = 0; at <= bytes.length - wanted.length; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new IllegalStateException("not there");
  }
}
