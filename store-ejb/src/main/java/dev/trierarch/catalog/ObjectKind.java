package dev.trierarch.catalog;

/**
 * What an object says of itself, e.g. {@code apps/v1} and {@code Deployment}.
 *
 * @param apiVersion group and version, the version alone in the core group
 */
public record ObjectKind(String apiVersion, String kind) {

  /** The version without its group. */
  public String version() {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }
}
