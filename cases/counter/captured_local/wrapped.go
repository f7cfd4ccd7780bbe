// The counter stands beside its lock; every goroutine takes the lock.
package main

import (
	"fmt"
	"sync"
)

type counter struct {
	lock  sync.Mutex
	value int
}

func main() {
	shared := &counter{}
	var group sync.WaitGroup
	for i := 0; i < 10; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for n := 0; n < 1000; n++ {
				shared.lock.Lock()
				shared.value++
				shared.lock.Unlock()
			}
		}()
	}
	group.Wait()
	fmt.Println(shared.value)
}
