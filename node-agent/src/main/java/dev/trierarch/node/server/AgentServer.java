package dev.trierarch.node.server;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.trierarch.node.api.ApiFailure;
import dev.trierarch.node.api.RetryDelay;
import dev.trierarch.node.join.Credentials;
import dev.trierarch.node.join.Identity;
import dev.trierarch.node.join.JoinFailure;
import dev.trierarch.node.kubelet.Kubelet;
import dev.trierarch.node.threads.AgentThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's HTTPS server, which the API server asks for logs and figures and reaches containers
 * through. Clients show a certificate of the cluster's CA; see {@link ClientCheck} for whose are
 * let in.
 */
public final class AgentServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentServer.class);
  private static final int CONNECTIONS_WAITING_MAX = 64;
  // Each follower of a log holds a thread, a command in a container two.
  private static final int THREADS_MAX = 128;
  private static final Duration CERTIFICATE_RETRY_FIRST = Duration.ofSeconds(2);
  private static final Duration CERTIFICATE_RETRY_MAX = Duration.ofMinutes(5);

  private final HttpsServer server;
  private final AgentThreads agentThreads;
  private final ExecutorService handlers = AgentThreads.pool("server", THREADS_MAX);
  // They stand by those that answer: for a command's errors, for a body on its way to a pod.
  private final ExecutorService helpers = AgentThreads.pool("server-helper", THREADS_MAX);
  private volatile SSLContext tls;
  private Credentials credentials;

  private AgentServer(HttpsServer server, AgentThreads agentThreads) {
    this.server = server;
    this.agentThreads = agentThreads;
  }

  /** Takes the wanted port, or any free one if it is in use; answers nothing yet. */
  public static AgentServer bind(String address, int port, AgentThreads threads) {
    try {
      return new AgentServer(listen(address, port), threads);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on %s; give an address of this machine with --address".formatted(address),
          e);
    }
  }

  private static HttpsServer listen(String address, int port) throws IOException {
    try {
      return HttpsServer.create(new InetSocketAddress(address, port), CONNECTIONS_WAITING_MAX);
    } catch (BindException e) {
      if (port == 0) {
        throw e;
      }
      LOG.info("Port {} is in use, taking another", port);
      return HttpsServer.create(new InetSocketAddress(address, 0), CONNECTIONS_WAITING_MAX);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * Begins to answer as soon as the serving certificate is there; returns at once.
   *
   * @param certificate gets it, may take long and may fail
   */
  public void start(
      Kubelet kubelet, Path data, Supplier<Identity> certificate, Credentials contexts) {
    credentials = contexts;
    server.setExecutor(handlers);
    new Routes(kubelet, data.resolve("logs"), helpers).addTo(server);
    RetryDelay delay = new RetryDelay(CERTIFICATE_RETRY_FIRST, CERTIFICATE_RETRY_MAX, new Random());
    agentThreads.patient().execute(() -> begin(certificate, delay));
  }

  private void begin(Supplier<Identity> certificate, RetryDelay delay) {
    try {
      use(certificate.get());
      server.setHttpsConfigurator(new Configurator());
      server.start();
      LOG.info("Serving logs and figures on {}", server.getAddress());
    } catch (ApiFailure | JoinFailure failure) {
      Duration pause = delay.next();
      LOG.warn(
          "No serving certificate yet, so that no logs can be read: {}; trying again in {} s",
          failure.getMessage(),
          pause.toSeconds());
      var unused =
          agentThreads
              .timer()
              .schedule(
                  () -> agentThreads.patient().execute(() -> begin(certificate, delay)),
                  pause.toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  /** New connections are shown this certificate. */
  public void use(Identity serving) {
    tls = credentials.context(serving);
  }

  @Override
  public void close() {
    server.stop(0);
    handlers.shutdownNow();
    helpers.shutdownNow();
  }

  private final class Configurator extends HttpsConfigurator {
    Configurator() {
      super(tls);
    }

    @Override
    public SSLContext getSSLContext() {
      return tls;
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters wanted = tls.getDefaultSSLParameters();
      wanted.setNeedClientAuth(true);
      parameters.setSSLParameters(wanted);
    }
  }
}
