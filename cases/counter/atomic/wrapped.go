// The counter is atomic.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var counter atomic.Uint64
	var group sync.WaitGroup
	for i := 0; i < 10; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for n := 0; n < 1000; n++ {
				counter.Add(1)
			}
		}()
	}
	group.Wait()
	fmt.Println(counter.Load())
}
