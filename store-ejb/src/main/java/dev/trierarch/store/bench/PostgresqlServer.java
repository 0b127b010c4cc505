package dev.trierarch.store.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of a test's or a benchmark's own, with its default settings, from the
 * binaries on the path or those that Debian's package installs.
 */
public final class PostgresqlServer implements AutoCloseable {

  /** Who connects; no password is asked. */
  public static final String USER = "trierarch";

  private static final List<String> PROGRAMS = List.of("postgres", "initdb", "pg_ctl", "createdb");
  private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");

  /** After a crash the server would else sync its thousands of files one by one. */
  private static final String RECOVERY = " -c recovery_init_sync_method=syncfs";

  private final Path directory;
  private final Path binaries;
  private final int port;

  private PostgresqlServer(Path directory, Path binaries, int port) {
    this.directory = directory;
    this.binaries = binaries;
    this.port = port;
  }

  /** Starts one in a temporary directory, on a free port of loopback. */
  public static PostgresqlServer start() throws IOException {
    PostgresqlServer server =
        new PostgresqlServer(
            Files.createTempDirectory("trierarch-postgresql"),
            binaries().orElseThrow(() -> new IOException("no PostgreSQL is installed")),
            freePort());
    Files.setPosixFilePermissions(server.directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    server.run("initdb", "-D", server.data(), "-U", USER, "--auth=trust");
    server.startAgain();
    return server;
  }

  /** Starts the server that was stopped, on its old port. */
  public void startAgain() throws IOException {
    String options = "-p " + port + " -c listen_addresses=127.0.0.1 -k " + directory + RECOVERY;
    run("pg_ctl", "-D", data(), "-w", "-l", directory + "/log", "-o", options, "start");
  }

  /** Stops at once, as a crash would; connections are cut. */
  public void stopImmediately() throws IOException {
    run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
  }

  /** The JDBC URL of a new, empty database. */
  public String createDatabase(String name) throws IOException {
    run("createdb", "-h", "127.0.0.1", "-p", "" + port, "-U", USER, name);
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
  }

  public int port() {
    return port;
  }

  private String data() {
    return directory + "/data";
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("runuser", "-u", "postgres", "--")); // it refuses to run as root
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("trierarch-postgresql", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = process.onExit().join().exitValue();
    if (exit != 0) {
      throw new IOException(command + " failed: " + Files.readString(output));
    }
    Files.delete(output);
  }

  /** Where the server's programs are; empty when there are none. */
  public static Optional<Path> binaries() throws IOException {
    Optional<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(PostgresqlServer::hasPrograms)
            .findFirst();
    return onPath.isPresent() || !Files.isDirectory(INSTALLATIONS) ? onPath : newestInstalled();
  }

  private static boolean hasPrograms(Path directory) {
    return PROGRAMS.stream().allMatch(each -> Files.isExecutable(directory.resolve(each)));
  }

  private static Optional<Path> newestInstalled() throws IOException {
    try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
      return versions
          .max(Comparator.comparingInt(path -> Integer.parseInt(path.getFileName().toString())))
          .map(version -> version.resolve("bin"));
    }
  }

  /** As in {@code 15.14}. */
  public static String version() throws IOException {
    Path postgres = binaries().orElseThrow().resolve("postgres");
    Process process = new ProcessBuilder(postgres.toString(), "--version").start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.replaceAll("^\\D*", "").replaceAll("\\s.*", "");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    stopImmediately();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
