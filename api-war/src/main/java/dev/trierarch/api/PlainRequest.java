package dev.trierarch.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * The request as JAX-RS sees it: willing to take any answer. The form of answers is negotiated by
 * us, from parameters that JAX-RS does not know and media types that it refuses to parse.
 */
final class PlainRequest extends HttpServletRequestWrapper {

  private static final String ACCEPT = "Accept";

  PlainRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public String getHeader(String name) {
    return ACCEPT.equalsIgnoreCase(name) ? "*/*" : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return ACCEPT.equalsIgnoreCase(name)
        ? Collections.enumeration(List.of("*/*"))
        : super.getHeaders(name);
  }
}
