// Two goroutines write a global; nobody waits for them, main only sleeps and prints.
package main

import (
	"fmt"
	"time"
)

var shared int

func addThousand() {
	for n := 0; n < 1000; n++ {
		shared++
	}
}

func main() {
	go addThousand()
	go addThousand()
	time.Sleep(100 * time.Millisecond)
	fmt.Println(shared)
}
