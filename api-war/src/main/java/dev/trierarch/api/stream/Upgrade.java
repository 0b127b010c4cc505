package dev.trierarch.api.stream;

import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A request to leave HTTP, and what we offer to speak instead. */
final class Upgrade {

  private static final String SPDY = "SPDY/3.1";
  private static final String SPDY_PROTOCOLS = "X-Stream-Protocol-Version";

  /**
   * One protocol, and who speaks it.
   *
   * @param carrier what the Upgrade header names
   * @param word the protocol's name among those that the carrier carries
   * @param text whether messages are text
   * @param speaker makes the speaker; it may refuse
   */
  record Offer(String carrier, String word, boolean text, Supplier<Speaker> speaker) {

    static Offer ofWebSocket(String word, boolean text, Supplier<Speaker> speaker) {
      return new Offer("websocket", word, text, speaker);
    }

    static Offer ofSpdy(String word, Supplier<? extends SpdySession.Traffic> traffic) {
      return new Offer(SPDY, word, false, () -> new SpdySession(traffic.get()));
    }
  }

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final StreamThreads threads;

  Upgrade(HttpServletRequest request, HttpServletResponse response, StreamThreads threads) {
    this.request = request;
    this.response = response;
    this.threads = threads;
  }

  /**
   * Takes the connection over with the first of the client's protocols that is offered.
   *
   * @throws ApiException 400 when it asks for none, 403 when for none of these
   */
  void accept(List<Offer> offers) throws IOException, ServletException {
    if (WebSocketHandshake.asksFor("websocket", request)) {
      List<Offer> here = offers.stream().filter(o -> !o.carrier().equals(SPDY)).toList();
      String word = WebSocketHandshake.choose(request, words(here));
      Offer chosen = find(here, word).orElse(here.get(here.size() - 1));
      WebSocketHandshake.check(request);
      WebSocketHandshake.accept(
          request,
          response,
          word,
          new WebSocketSession(chosen.speaker().get(), chosen.text(), threads));
    } else if (WebSocketHandshake.asksFor(SPDY, request)) {
      acceptSpdy(offers.stream().filter(o -> o.carrier().equals(SPDY)).toList());
    } else {
      throw ApiErrors.badRequest(
          "unable to upgrade: missing upgrade headers, want Upgrade: websocket or " + SPDY);
    }
  }

  private void acceptSpdy(List<Offer> here) throws IOException, ServletException {
    List<String> asked = Collections.list(request.getHeaders(SPDY_PROTOCOLS));
    Offer chosen =
        asked.stream()
            .flatMap(header -> List.of(header.split(",", -1)).stream())
            .flatMap(word -> find(here, word.strip()).stream())
            .findFirst()
            .orElseThrow(() -> unknown(asked, words(here)));
    RawSession session = new RawSession(chosen.speaker().get(), threads);
    response.setHeader(SPDY_PROTOCOLS, chosen.word());
    WebSocketHandshake.takeOver(request, response, SPDY, session);
  }

  private static ApiException unknown(List<String> asked, List<String> spoken) {
    return new ApiException(
        403,
        "Forbidden",
        "unable to upgrade: unable to negotiate protocol: client supports "
            + asked
            + ", server accepts "
            + spoken,
        null);
  }

  private static List<String> words(List<Offer> offers) {
    return offers.stream().map(Offer::word).toList();
  }

  private static Optional<Offer> find(List<Offer> offers, String word) {
    return offers.stream().filter(offer -> offer.word().equals(word)).findFirst();
  }
}
