package dev.trierarch.node.image;

import java.util.regex.Pattern;

/**
 * The full name of an image, e.g. {@code docker.io/library/busybox:latest} for {@code busybox}.
 *
 * @param tag empty when only a digest names the image
 * @param digest e.g. {@code sha256:…}, empty when the tag names the image
 */
public record ImageReference(String registry, String repository, String tag, String digest) {
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern REGISTRY =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("[a-z0-9]+:[a-f0-9]{32,}");

  /** Reads a name as users write it, with the defaults that every container tool has. */
  public static ImageReference parse(String text) {
    String rest = text.strip();
    String digest = "";
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = rest.substring(at + 1);
      rest = rest.substring(0, at);
    }
    String tag = "";
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
      check(TAG.matcher(tag).matches(), text);
    }
    if (tag.isEmpty() && digest.isEmpty()) {
      tag = "latest";
    }
    String registry = "docker.io";
    int slash = rest.indexOf('/');
    if (slash > 0 && isRegistry(rest.substring(0, slash))) {
      registry = rest.substring(0, slash);
      rest = rest.substring(slash + 1);
    }
    if (registry.equals("index.docker.io")) {
      registry = "docker.io";
    }
    if (registry.equals("docker.io") && !rest.contains("/")) {
      rest = "library/" + rest;
    }
    check(REGISTRY.matcher(registry).matches(), text);
    check(REPOSITORY.matcher(rest).matches(), text);
    check(digest.isEmpty() || DIGEST.matcher(digest).matches(), text);
    return new ImageReference(registry, rest, tag, digest);
  }

  private static boolean isRegistry(String first) {
    return first.contains(".") || first.contains(":") || first.equals("localhost");
  }

  private static void check(boolean valid, String text) {
    if (!valid) {
      throw new ImageException(
          "\""
              + text
              + "\" is no image name: write [REGISTRY/]NAME[:TAG][@sha256:DIGEST] in lower case,"
              + " for example docker.io/library/nginx:1.27");
    }
  }

  @Override
  public String toString() {
    return registry
        + "/"
        + repository
        + (tag.isEmpty() ? "" : ":" + tag)
        + (digest.isEmpty() ? "" : "@" + digest);
  }
}
