// What one writes in an afternoon for the cluster's work: a gateway that publishes a request, a worker that calls the model and publishes each
// line of its answer to the gateway's subject, on NATS. With JETSTREAM set the lines are also kept in a stream for replay. Nothing is
// ordered, numbered, taken over or resumed.
package main

import (
	"bufio"
	"bytes"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/nats-io/nats.go"
)

const pod = "tl.pod.go.response"

func main() {
	nc, err := nats.Connect(os.Getenv("NATS"), nats.NoEcho())
	if err != nil {
		log.Fatal(err)
	}
	if os.Getenv("ROLE") == "worker" {
		work(nc)
		select {}
	}
	serve(nc)
}

func serve(nc *nats.Conn) {
	var number int64
	var readers sync.Map
	if _, err := nc.Subscribe(pod, func(m *nats.Msg) {
		if reader, ok := readers.Load(m.Header.Get("S")); ok {
			reader.(chan []byte) <- m.Data
		}
	}); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/v1/chat/completions", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		stream := strconv.FormatInt(atomic.AddInt64(&number, 1), 10)
		lines := make(chan []byte, 1024)
		readers.Store(stream, lines)
		defer readers.Delete(stream)
		request := nats.NewMsg("tl.work.chat")
		request.Header.Set("S", stream)
		request.Data = body
		if err := nc.PublishMsg(request); err != nil {
			http.Error(w, err.Error(), 503)
			return
		}
		w.Header().Set("Content-Type", "text/event-stream")
		w.WriteHeader(200)
		for {
			select {
			case line := <-lines:
				if len(line) == 0 {
					return
				}
				w.Write(line)
				w.(http.Flusher).Flush()
			case <-r.Context().Done():
				return
			}
		}
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}

func work(nc *nats.Conn) {
	keeps := os.Getenv("JETSTREAM") != ""
	js, err := nc.JetStream(nats.PublishAsyncMaxPending(65536))
	if err != nil {
		log.Fatal(err)
	}
	if keeps {
		replicas, _ := strconv.Atoi(os.Getenv("JETSTREAM"))
		if _, err := js.AddStream(&nats.StreamConfig{Name: "GO_STREAMS", Subjects: []string{"go.stream.*"}, Replicas: replicas, MaxBytes: 1 << 30}); err != nil {
			log.Fatal(err)
		}
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 4096
	client := &http.Client{Transport: transport}
	if _, err := nc.QueueSubscribe("tl.work.chat", "workers", func(m *nats.Msg) {
		go answer(nc, js, keeps, client, m)
	}); err != nil {
		log.Fatal(err)
	}
}

func answer(nc *nats.Conn, js nats.JetStreamContext, keeps bool, client *http.Client, request *nats.Msg) {
	stream := request.Header.Get("S")
	say := func(data []byte) {
		m := nats.NewMsg(pod)
		m.Header.Set("S", stream)
		m.Data = data
		nc.PublishMsg(m)
		if keeps && len(data) > 0 {
			js.PublishAsync("go.stream."+stream, data)
		}
	}
	defer say(nil)
	response, err := client.Post("http://127.0.0.1:"+os.Getenv("UP")+"/v1/chat/completions", "application/json", bytes.NewReader(request.Data))
	if err != nil {
		return
	}
	defer response.Body.Close()
	lines := bufio.NewReader(response.Body)
	var event []byte
	for {
		line, err := lines.ReadBytes('\n')
		event = append(event, line...)
		if len(line) == 1 || err != nil {
			if len(event) > 1 {
				say(event)
			}
			event = nil
		}
		if err != nil {
			return
		}
	}
}
