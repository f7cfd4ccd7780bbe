// Ten goroutines share an atomic in a function that waits for them.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func scope(body func(spawn func(func()))) {
	var group sync.WaitGroup
	body(func(work func()) {
		group.Add(1)
		go func() {
			defer group.Done()
			work()
		}()
	})
	group.Wait()
}

func main() {
	var counter atomic.Int32
	scope(func(spawn func(func())) {
		for i := 0; i < 10; i++ {
			c := &counter
			spawn(func() {
				for n := 0; n < 1000; n++ {
					c.Add(1)
				}
			})
		}
	})
	fmt.Println(counter.Load())
}
