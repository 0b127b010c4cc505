package dev.trierarch.store.jpa;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * Hands Flyway the schema's scripts by name, so that it need not search the class path: every
 * application server keeps that in another way.
 */
final class MigrationScripts implements ResourceProvider {

  private static final List<String> FILES =
      List.of(
          "V1__revision_log.sql",
          "V2__last_writer.sql",
          "V3__authority.sql",
          "V4__synced_commits.sql");

  private final List<LoadableResource> scripts;

  MigrationScripts(String databaseKind) {
    scripts =
        FILES.stream()
            .<LoadableResource>map(file -> new Script("/db/migration/" + databaseKind + "/", file))
            .toList();
  }

  @Override
  public LoadableResource getResource(String name) {
    return scripts.stream()
        .filter(script -> script.getRelativePath().equals(name))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return scripts.stream()
        .filter(script -> script.getFilename().startsWith(prefix))
        .filter(script -> Arrays.stream(suffixes).anyMatch(script.getFilename()::endsWith))
        .toList();
  }

  /** One script in the jar. */
  private static final class Script extends LoadableResource {

    private final String folder;
    private final String file;

    Script(String folder, String file) {
      this.folder = folder;
      this.file = file;
    }

    @Override
    public Reader read() {
      InputStream in = MigrationScripts.class.getResourceAsStream(folder + file);
      return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return folder + file;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return file;
    }

    @Override
    public String getRelativePath() {
      return file;
    }
  }
}
