// Ten goroutines, each with a pointer to the same counter, in a function that waits for them.
package main

import (
	"fmt"
	"sync"
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
	counter := 0
	scope(func(spawn func(func())) {
		for i := 0; i < 10; i++ {
			c := &counter
			spawn(func() {
				for n := 0; n < 1000; n++ {
					*c++
				}
			})
		}
	})
	fmt.Println(counter)
}
