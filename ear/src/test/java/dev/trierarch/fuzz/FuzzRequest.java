package dev.trierarch.fuzz;

import java.nio.charset.StandardCharsets;

/** One request that is to be refused or served, and never to break anything. */
record FuzzRequest(String method, String path, String contentType, String accept, byte[] body) {

  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.UTF_8);
    return "%s %s%nContent-Type: %s%nAccept: %s%n%s"
        .formatted(
            method,
            path,
            contentType,
            accept,
            text.length() > 4_000 ? text.substring(0, 4_000) + "…" : text);
  }
}
