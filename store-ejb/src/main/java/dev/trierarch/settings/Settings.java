package dev.trierarch.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What can be configured of the control plane. Each setting is a system property ({@code
 * trierarch.database.url}) or, failing that, an environment variable ({@code
 * TRIERARCH_DATABASE_URL}).
 */
public final class Settings {

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final String IPV4_RANGE = OCTET + "(\\." + OCTET + "){3}/([89]|1\\d|2\\d|30)";

  private final UnaryOperator<String> source;

  /**
   * @param source from a setting's name to its value, null when it is not set
   */
  public Settings(UnaryOperator<String> source) {
    this.source = source;
  }

  /** From system properties and the environment. */
  public static Settings fromEnvironment() {
    return overEnvironment(System::getProperty);
  }

  /** From these values, and what they do not say from the environment. */
  public static Settings overEnvironment(UnaryOperator<String> values) {
    return new Settings(
        name -> {
          String value = values.apply(name);
          return value != null
              ? value
              : System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        });
  }

  /** The JDBC URL of the database that keeps the log. */
  @Setting("trierarch.database.url")
  @Pattern(
      regexp = "jdbc:(sqlite|postgresql):.+",
      message = "must begin with jdbc:sqlite: or jdbc:postgresql:, e.g. jdbc:sqlite:trierarch.db")
  public String databaseUrl() {
    return text("trierarch.database.url", "jdbc:sqlite:trierarch.db");
  }

  @Setting("trierarch.database.user")
  public String databaseUser() {
    return text("trierarch.database.user", "");
  }

  @Setting("trierarch.database.password")
  public String databasePassword() {
    return text("trierarch.database.password", "");
  }

  /** Rows of history that compaction leaves in the log. */
  @Setting("trierarch.history.rows")
  public long historyRows() {
    return wholeNumber("trierarch.history.rows", 100_000);
  }

  /** Rows that are younger than this are never compacted. */
  @Setting("trierarch.history.seconds")
  public Duration historyAge() {
    return seconds("trierarch.history.seconds", 600);
  }

  /**
   * The directory with the cluster's CA and keys: ca.crt, ca.key, sa.key, sa.pub,
   * kubelet-client.crt, kubelet-client.key.
   */
  @Setting("trierarch.pki.directory")
  public String pkiDirectory() {
    return text("trierarch.pki.directory", "pki");
  }

  /**
   * The file that makes this control plane the same one when it is started again; without one it
   * waits until the leases that it held have run out.
   */
  @Setting("trierarch.identity.file")
  public String identityFile() {
    return text("trierarch.identity.file", "");
  }

  /** The range that Services' cluster addresses are taken from. */
  @Setting("trierarch.service.cidr")
  @Pattern(regexp = IPV4_RANGE, message = "must be an IPv4 range, e.g. 10.96.0.0/16")
  public String serviceCidr() {
    return text("trierarch.service.cidr", "10.96.0.0/16");
  }

  /** The range that nodes' pod ranges (one /24 a node) are taken from. */
  @Setting("trierarch.cluster.cidr")
  @Pattern(regexp = IPV4_RANGE, message = "must be an IPv4 range, e.g. 10.244.0.0/16")
  public String clusterCidr() {
    return text("trierarch.cluster.cidr", "10.244.0.0/16");
  }

  /** How long a node may be silent before its Ready condition becomes Unknown. */
  @Setting("trierarch.node.monitor.grace.seconds")
  public Duration nodeMonitorGracePeriod() {
    return seconds("trierarch.node.monitor.grace.seconds", 40);
  }

  /**
   * The URL that clients reach this control plane by, as written into join commands and the
   * cluster-info ConfigMap.
   */
  @Setting("trierarch.public.url")
  @Pattern(
      regexp = "https://[^/]+/?",
      message = "must be an https URL of a host, e.g. https://127.0.0.1:6443")
  public String publicUrl() {
    return text("trierarch.public.url", "https://127.0.0.1:6443");
  }

  /**
   * Requests that are served at the same time for callers who are not exempt: fewer than the
   * server's threads, so that those who are always find one.
   */
  @Setting("trierarch.api.seats")
  @Max(value = 100_000, message = "must be 100000 at most, e.g. 120")
  public long apiSeats() {
    return wholeNumber("trierarch.api.seats", 120);
  }

  private String text(String name, String otherwise) {
    String value = source.apply(name);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  private Duration seconds(String name, long otherwise) {
    return Duration.ofSeconds(wholeNumber(name, otherwise));
  }

  private long wholeNumber(String name, long otherwise) {
    String value = text(name, Long.toString(otherwise));
    String wanted = name + "=" + value + ": must be a whole number above 0, e.g. " + otherwise;
    try {
      long number = Long.parseLong(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wanted, e);
    }
    throw new IllegalArgumentException(wanted);
  }
}
