package dev.trierarch.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The JAX-RS side of the API, at the root of the server. */
@ApplicationPath("/")
public class ApiApplication extends Application {}
