package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Workbench;
import dev.trierarch.settings.Settings;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The option of commands that work on a database: which one, if not the instance's own. */
final class DatabaseOption {

  static final String SETTING = "trierarch.database.url";

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "Another database than the instance's own, e.g. jdbc:postgresql://db.example/trierarch;"
              + " user and password: TRIERARCH_DATABASE_USER, TRIERARCH_DATABASE_PASSWORD")
  private String url;

  boolean isGiven() {
    return url != null;
  }

  /** What the instance's control plane would run with, on this database. */
  Settings settings(Workbench workbench, Instance instance) {
    Map<String, String> settings = new TreeMap<>(workbench.controlPlane().settings(instance));
    if (isGiven()) {
      settings.put(SETTING, url);
    }
    return Settings.overEnvironment(settings::get);
  }

  /** The flag to repeat, with a space before it; empty when it was not given. */
  String flag() {
    return isGiven() ? " --database-url '" + url + "'" : "";
  }
}
