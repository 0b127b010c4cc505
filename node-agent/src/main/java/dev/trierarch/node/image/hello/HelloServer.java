package dev.trierarch.node.image.hello;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;

/**
 * What runs in the hello image: answers each HTTP request with its own name and address, and logs
 * it.
 *
 * <p>The image holds this class alone, on {@code java.base}: it may use nothing else of ours. The
 * port is shared (SO_REUSEPORT), so that replicas which have no network of their own can run beside
 * one another on one machine.
 */
public final class HelloServer implements Runnable {
  private static final int PORT_DEFAULT = 8080;
  private static final int IDLE_MILLIS = 30_000;
  private static final int BACKLOG = 128;

  private final Socket connection;
  private final String greeting;

  private HelloServer(Socket connection, String greeting) {
    this.connection = connection;
    this.greeting = greeting;
  }

  public static void main(String[] args) throws IOException {
    String port = System.getenv("PORT");
    try (ServerSocket server = new ServerSocket()) {
      server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      int number = port == null ? PORT_DEFAULT : Integer.parseInt(port);
      server.bind(new InetSocketAddress(number), BACKLOG);
      String greeting = "hello from " + name() + " (" + address() + ")\n";
      System.out.println(Instant.now() + " listening on port " + server.getLocalPort());
      while (true) {
        Thread thread = new Thread(new HelloServer(server.accept(), greeting), "request");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  @Override
  public void run() {
    try (connection) {
      connection.setSoTimeout(IDLE_MILLIS);
      connection.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      boolean open = true;
      while (open) {
        open = answer(in);
      }
    } catch (IOException e) {
      System.out.println(Instant.now() + " " + connection.getInetAddress() + " " + e.getMessage());
    }
  }

  /** Answers one request; says whether another may follow on this connection. */
  private boolean answer(BufferedReader in) throws IOException {
    String request = in.readLine();
    if (request == null || request.isEmpty()) {
      return false;
    }
    boolean open = request.endsWith("HTTP/1.1");
    long bodyBytes = 0;
    String header;
    while ((header = in.readLine()) != null && !header.isEmpty()) {
      String lower = header.toLowerCase(Locale.ROOT);
      open &= !lower.equals("connection: close");
      if (lower.startsWith("content-length:")) {
        bodyBytes = Long.parseLong(lower.substring(15).strip());
      }
    }
    in.skip(bodyBytes);
    byte[] body = greeting.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + body.length
            + (open ? "" : "\r\nConnection: close")
            + "\r\n\r\n";
    OutputStream out = connection.getOutputStream();
    out.write(
        (head + (request.startsWith("HEAD ") ? "" : greeting)).getBytes(StandardCharsets.UTF_8));
    out.flush();
    System.out.println(
        Instant.now() + " " + connection.getInetAddress().getHostAddress() + " " + request);
    return open;
  }

  private static String name() throws IOException {
    String name = System.getenv("HOSTNAME");
    return name == null || name.isEmpty() ? InetAddress.getLocalHost().getHostName() : name;
  }

  private static String address() throws IOException {
    String podIp = System.getenv("POD_IP");
    if (podIp != null && !podIp.isEmpty()) {
      return podIp;
    }
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(each.getInetAddresses())) {
        if (address.getAddress().length == 4 && !address.isLoopbackAddress()) {
          return address.getHostAddress();
        }
      }
    }
    return "no address of its own";
  }
}
