package dev.trierarch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpAnswersTest {

  @Test
  void anAnswerWithALengthIsReadToItsEndAndNoFurther() throws IOException {
    HttpAnswers answers =
        answers(
            """
            HTTP/1.1 200 OK
            Content-Length: 5

            helloHTTP/1.1 404 Not Found
            content-length: 2

            no""");

    assertThat(answers.next()).isEqualTo(new HttpAnswers.Answer(200, 5, "", false));
    assertThat(answers.next()).isEqualTo(new HttpAnswers.Answer(404, 2, "no", false));
  }

  @Test
  void aChunkedAnswerIsTheSumOfItsChunks() throws IOException {
    HttpAnswers answers =
        answers(
            """
            HTTP/1.1 200 OK
            Transfer-Encoding: chunked

            a
            0123456789
            3
            abc
            0

            HTTP/1.1 201 Created
            Connection: close
            Content-Length: 0

            """);

    assertThat(answers.next()).isEqualTo(new HttpAnswers.Answer(200, 13, "", false));
    assertThat(answers.next()).isEqualTo(new HttpAnswers.Answer(201, 0, "", true));
  }

  @Test
  void anAnswerThatBreaksOffIsAnError() {
    HttpAnswers answers = answers("HTTP/1.1 200 OK\nContent-Length: 5\n\nhel");

    assertThatThrownBy(answers::next).isInstanceOf(EOFException.class);
  }

  private static HttpAnswers answers(String text) {
    return new HttpAnswers(
        new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
  }
}
