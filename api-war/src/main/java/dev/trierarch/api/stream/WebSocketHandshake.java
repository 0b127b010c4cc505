package dev.trierarch.api.stream;

import dev.trierarch.registry.ApiErrors;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Opens WebSockets, as RFC 6455 has it. */
public final class WebSocketHandshake {

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String VERSION = "13";
  private static final String KEY = "Sec-WebSocket-Key";

  private WebSocketHandshake() {}

  /** Whether the client asks to leave HTTP for this protocol. */
  public static boolean asksFor(String protocol, HttpServletRequest request) {
    String upgrade = request.getHeader("Upgrade");
    String connection = request.getHeader("Connection");
    return upgrade != null
        && connection != null
        && upgrade.equalsIgnoreCase(protocol)
        && connection.toLowerCase(Locale.ROOT).contains("upgrade");
  }

  /**
   * The first of the client's protocols that is spoken here; the empty one when it names none.
   *
   * @throws dev.trierarch.registry.ApiException 400 when it names others only
   */
  public static String choose(HttpServletRequest request, List<String> spoken) {
    List<String> asked = asked(request);
    if (asked.isEmpty()) {
      return "";
    }
    return asked.stream()
        .filter(spoken::contains)
        .findFirst()
        .orElseThrow(
            () ->
                ApiErrors.badRequest(
                    "unable to upgrade: none of the WebSocket protocols "
                        + asked
                        + " is spoken here, use one of "
                        + spoken));
  }

  private static List<String> asked(HttpServletRequest request) {
    List<String> protocols = new ArrayList<>();
    for (String header : Collections.list(request.getHeaders("Sec-WebSocket-Protocol"))) {
      for (String protocol : header.split(",", -1)) {
        if (!protocol.isBlank()) {
          protocols.add(protocol.strip());
        }
      }
    }
    return protocols;
  }

  /**
   * @throws dev.trierarch.registry.ApiException 400 when the handshake is not whole
   */
  public static void check(HttpServletRequest request) {
    boolean whole =
        request.getHeader(KEY) != null
            && VERSION.equals(request.getHeader("Sec-WebSocket-Version"));
    if (!whole) {
      throw ApiErrors.badRequest(
          "unable to upgrade: want Sec-WebSocket-Version " + VERSION + " and a " + KEY);
    }
  }

  /**
   * Answers the request with what is announced, message by message.
   *
   * @param protocol empty for none
   */
  public static Outlet announce(
      HttpServletRequest request,
      HttpServletResponse response,
      String protocol,
      AsyncOutput.Source source,
      boolean text,
      StreamThreads threads)
      throws IOException, ServletException {
    WebSocketSession session = new WebSocketSession(new Announcer(source), text, threads);
    accept(request, response, protocol, session);
    return session;
  }

  /** Answers the request with the protocol and leaves the connection to the session. */
  static void accept(
      HttpServletRequest request,
      HttpServletResponse response,
      String protocol,
      WebSocketSession session)
      throws IOException, ServletException {
    response.setHeader("Sec-WebSocket-Accept", answer(request.getHeader(KEY)));
    if (!protocol.isEmpty()) {
      response.setHeader("Sec-WebSocket-Protocol", protocol);
    }
    takeOver(request, response, "websocket", session);
  }

  static void takeOver(
      HttpServletRequest request,
      HttpServletResponse response,
      String protocol,
      ConnectionTakeover.Protocol next)
      throws IOException, ServletException {
    request.upgrade(ConnectionTakeover.class).to(next);
    response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
    response.setHeader("Upgrade", protocol);
    response.setHeader("Connection", "Upgrade");
    response.flushBuffer();
  }

  static String answer(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key.strip() + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
