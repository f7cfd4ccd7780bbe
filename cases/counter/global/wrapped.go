// The global stands beside its lock. Nothing makes anybody take it.
package main

import (
	"fmt"
	"sync"
)

var (
	lock    sync.Mutex
	counter int
)

func increment(group *sync.WaitGroup) {
	for n := 0; n < 1000; n++ {
		lock.Lock()
		counter++
		lock.Unlock()
	}
	group.Done()
}

func main() {
	var group sync.WaitGroup
	for i := 0; i < 10; i++ {
		group.Add(1)
		go increment(&group)
	}
	group.Wait()
	lock.Lock()
	defer lock.Unlock()
	fmt.Println(counter)
}
