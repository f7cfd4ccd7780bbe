// Ten goroutines increment a global in a named function that gets the WaitGroup.
package main

import (
	"fmt"
	"sync"
)

var counter int

func increment(group *sync.WaitGroup) {
	for n := 0; n < 1000; n++ {
		counter++
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
	fmt.Println(counter)
}
