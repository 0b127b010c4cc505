package dev.trierarch.node.image;

/** This machine's architecture in the words of image manifests and node labels. */
public final class Platforms {
  private Platforms() {}

  public static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }
}
