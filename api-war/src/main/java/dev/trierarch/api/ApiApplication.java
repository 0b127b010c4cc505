package dev.trierarch.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The JAX-RS side of the API, at the root of the server. */
@ApplicationPath("/")
public class ApiApplication extends Application {

  /** Jersey keeps the head of each answer back to count it; our payloads know their length. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.contentLength.buffer", 0);
  }
}
