package dev.trierarch.api.stream;

import dev.trierarch.api.authz.Attributes;
import dev.trierarch.api.authz.Authorization;
import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.health.RequestMetrics;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.Query;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.Image;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Answers {@code pods/NAME/exec}, {@code pods/NAME/attach} and {@code pods/NAME/portforward}: what
 * leaves HTTP to speak with a container. Clients speak WebSocket, or SPDY where they are older.
 */
@ApplicationScoped
public class ContainerStreams {

  private static final Set<String> SUBRESOURCES = Set.of("exec", "attach", "portforward");
  private static final List<String> STREAMS = List.of("stdin", "stdout", "stderr");

  private final Store store;
  private final Authorization authorization;
  private final AgentClient agents;
  private final StreamThreads threads;
  private final RequestMetrics metrics;

  /** For the container's proxy. */
  ContainerStreams() {
    this(null, null, null, null, null);
  }

  @Inject
  ContainerStreams(
      Store store,
      Authorization authorization,
      AgentClient agents,
      StreamThreads threads,
      RequestMetrics metrics) {
    this.store = store;
    this.authorization = authorization;
    this.agents = agents;
    this.threads = threads;
    this.metrics = metrics;
  }

  public static boolean isMeant(RequestInfo info) {
    return info.resourceRequest()
        && info.group().isEmpty()
        && info.resource().equals("pods")
        && SUBRESOURCES.contains(info.subresource())
        && (info.verb().equals("get") || info.verb().equals("create"));
  }

  /** Opens the streams and returns; they go on without this thread. */
  public void serve(ApiCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    // Whatever the method, this is no mere reading.
    authorization.check(Attributes.of(call.caller(), call.info()).as("create"));
    Image image = store.image();
    Pod pod = AgentTarget.pod(image, call.info().namespace(), call.info().name());
    boolean forward = call.info().subresource().equals("portforward");
    String path = forward ? "" : path(call, pod);
    String node = pod.getSpec().getNodeName();
    if (node == null || node.isEmpty()) {
      throw ApiErrors.badRequest(
          "pod " + pod.getMetadata().getName() + " does not have a host assigned");
    }
    String agent = AgentTarget.agentUrl(AgentTarget.node(image, node));
    Upgrade upgrade = new Upgrade(request, response, threads);
    if (forward) {
      upgrade.accept(offers(call, pod, agent));
    } else {
      upgrade.accept(offers(call, pod, agent, path));
    }
  }

  private List<Upgrade.Offer> offers(ApiCall call, Pod pod, String agent, String path) {
    List<Upgrade.Offer> offers = new ArrayList<>();
    for (ChannelProtocol protocol : ChannelProtocol.values()) {
      offers.add(
          Upgrade.Offer.ofWebSocket(
              protocol.word(),
              protocol.isText(),
              () ->
                  new CommandSpeaker(
                      container(pod, agent, path), protocol, metrics.streamOpened(call.info()))));
    }
    int streams = streams(call.query());
    offers.add(
        Upgrade.Offer.ofSpdy(
            "v4.channel.k8s.io",
            () ->
                new CommandTraffic(
                    container(pod, agent, path), streams, metrics.streamOpened(call.info()))));
    return offers;
  }

  /** How many streams a client of SPDY opens: one of errors, and those that it asks for. */
  private static int streams(Query query) {
    boolean terminal = query.flag("tty");
    int count = 1 + (terminal ? 1 : 0);
    for (String stream : STREAMS) {
      boolean merged = terminal && stream.equals("stderr");
      count += query.flag(stream) && !merged ? 1 : 0;
    }
    return count;
  }

  private AgentConversation container(Pod pod, String agent, String path) {
    return AgentConversation.open(agents.client(), agent, path, refused -> refusal(pod, refused));
  }

  private List<Upgrade.Offer> offers(ApiCall call, Pod pod, String agent) {
    Function<String, CompletableFuture<AgentConversation>> dial =
        port ->
            AgentConversation.dial(
                agents.client(),
                agent,
                "/portForward/%s/%s?port=%s"
                    .formatted(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        URLEncoder.encode(port, StandardCharsets.UTF_8)),
                refused -> forwardFailure(port, pod, refused));
    Supplier<PortForwardTraffic> traffic =
        () -> new PortForwardTraffic(dial, metrics.streamOpened(call.info()));
    return List.of(
        Upgrade.Offer.ofWebSocket(
            "SPDY/3.1+portforward.k8s.io", false, () -> new SpdySession(traffic.get())),
        ofChannels(ChannelProtocol.V4_BASE64, call.query(), traffic),
        ofChannels(ChannelProtocol.V4, call.query(), traffic),
        Upgrade.Offer.ofSpdy("portforward.k8s.io", traffic));
  }

  private static Upgrade.Offer ofChannels(
      ChannelProtocol protocol, Query query, Supplier<PortForwardTraffic> traffic) {
    return Upgrade.Offer.ofWebSocket(
        protocol.word(),
        protocol.isText(),
        () -> {
          List<Integer> ports = PortForwardSpeaker.ports(query.all("ports"));
          return new PortForwardSpeaker(ports, traffic.get(), protocol);
        });
  }

  private static ApiException forwardFailure(
      String port, Pod pod, AgentConversation.Refused refused) {
    return ApiErrors.badRequest(
        "error forwarding port %s to pod %s, uid : %s"
            .formatted(port, pod.getMetadata().getName(), refused.text()));
  }

  private static String path(ApiCall call, Pod pod) {
    Query query = call.query();
    String container = AgentTarget.container(pod, query.text("container"));
    boolean command = call.info().subresource().equals("exec");
    if (command && query.all("command").isEmpty()) {
      throw ApiErrors.badRequest("you must specify at least one command for the container");
    }
    if (STREAMS.stream().noneMatch(query::flag)) {
      throw ApiErrors.badRequest("you must specify at least 1 of stdin, stdout, stderr");
    }
    Stream<String> words =
        query.all("command").stream()
            .map(word -> "&command=" + URLEncoder.encode(word, StandardCharsets.UTF_8));
    return "/%s/%s/%s/%s?stdin=%s&tty=%s"
            .formatted(
                call.info().subresource(),
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                container,
                query.flag("stdin"),
                query.flag("tty"))
        + (command ? String.join("", words.toList()) : "");
  }

  private static ApiException refusal(Pod pod, AgentConversation.Refused refused) {
    return switch (refused.code()) {
      case 400 -> ApiErrors.badRequest(refused.text());
      case 404 ->
          ApiErrors.internal(
              "unable to upgrade connection: %s (pod %s)"
                  .formatted(refused.text(), pod.getMetadata().getName()));
      default -> ApiErrors.internal("error executing command in container: " + refused.text());
    };
  }
}
